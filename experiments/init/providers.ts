/** What `init` knows of a provider: the lines of `models:`, and what has to be done beside them. */
export interface Provider {
  readonly title: string;
  /** YAML lines under `models:`, indented by two. */
  readonly models: readonly string[];
  /** YAML lines of `budget:`, indented by two; none where nothing costs anything. */
  readonly budget: readonly string[];
  /** What to do before the first run, one line each. */
  readonly first: readonly string[];
}

const dollars = [
  "usd: 20 # the run stops before more is spent; needs the prices above",
  "calls: 50000 # also where a provider does not say what a call cost",
];

export const providers = {
  openai: {
    title: "OpenAI",
    models: [
      "defaults: # main, challenger, verifier, judge, analyzer, implementer; model names and prices are examples",
      "  model: gpt-5-mini",
      "  base_url: https://api.openai.com/v1",
      "  api_key_env: OPENAI_API_KEY # the variable that holds the key; the key itself is never stored",
      "  price: { input_per_million: 0.25, cached_input_per_million: 0.025, output_per_million: 2.00 }",
      "  # extra_body: { reasoning_effort: low } # for models that think before they answer",
      "weak: # the model that training data should challenge",
      "  model: gpt-5-nano",
      "  price: { input_per_million: 0.05, cached_input_per_million: 0.005, output_per_million: 0.40 }",
      "strong: # the model that should still succeed",
      "  model: gpt-5",
      "  price: { input_per_million: 1.25, cached_input_per_million: 0.125, output_per_million: 10.00 }",
    ],
    budget: dollars,
    first: ["export OPENAI_API_KEY=..."],
  },
  openrouter: {
    title: "OpenRouter",
    models: [
      "defaults: # main, challenger, verifier, judge, analyzer, implementer; model names are examples",
      "  model: moonshotai/kimi-k2",
      "  base_url: https://openrouter.ai/api/v1",
      "  api_key_env: OPENROUTER_API_KEY # the variable that holds the key; the key itself is never stored",
      "  # OpenRouter says what each call cost, which stands above this price; the budget needs it to plan ahead.",
      "  price: { input_per_million: 0.60, output_per_million: 2.50 }",
      "  extra_body: { provider: { require_parameters: true } } # only hosts that honour what is sent",
      "weak: # the model that training data should challenge",
      "  model: qwen/qwen3-8b",
      "  price: { input_per_million: 0.05, output_per_million: 0.25 }",
      "strong: # the model that should still succeed",
      "  model: qwen/qwen3-235b-a22b",
      "  price: { input_per_million: 0.20, output_per_million: 0.80 }",
    ],
    budget: dollars,
    first: ["export OPENROUTER_API_KEY=..."],
  },
  vllm: {
    title: "vLLM, one server a model",
    models: [
      "defaults: # main, challenger, verifier, judge, analyzer, implementer; model names are examples",
      "  model: Qwen/Qwen3-32B",
      "  base_url: http://localhost:8000/v1",
      "  api_key_env: null",
      "  concurrency: 32 # requests at once; a server of your own takes many",
      "  extra_body: { chat_template_kwargs: { enable_thinking: false } } # thinking costs tokens; take it out to allow it",
      "weak: # the model that training data should challenge",
      "  model: Qwen/Qwen3-4B",
      "  base_url: http://localhost:8001/v1",
      "strong: # the model that should still succeed: here the one above, with thinking",
      "  extra_body: { chat_template_kwargs: { enable_thinking: true } }",
    ],
    budget: ["calls: 100000 # nothing is charged; this bounds the time"],
    first: [
      "vllm serve Qwen/Qwen3-32B --port 8000 --enable-auto-tool-choice --tool-call-parser hermes",
      "vllm serve Qwen/Qwen3-4B --port 8001",
    ],
  },
  ollama: {
    title: "Ollama on this machine",
    models: [
      "defaults: # main, challenger, verifier, judge, analyzer, implementer; model names are examples",
      "  model: qwen3:32b # must be able to call tools",
      "  base_url: http://localhost:11434/v1",
      "  api_key_env: null",
      "  concurrency: 2 # requests at once; see OLLAMA_NUM_PARALLEL",
      "  timeout_seconds: 1800 # loading a model counts",
      "weak: # the model that training data should challenge",
      "  model: qwen3:4b",
      "strong: # the model that should still succeed",
      "  model: qwen3:32b",
    ],
    budget: ["calls: 20000 # nothing is charged; this bounds the time"],
    first: [
      "OLLAMA_CONTEXT_LENGTH=32768 ollama serve    (the default cuts long prompts without a word)",
      "ollama pull qwen3:32b && ollama pull qwen3:4b",
    ],
  },
  simulated: {
    title: "the simulated models: no key, no cost, and no result about any real model",
    models: ["defaults:", "  base_url: simulated"],
    budget: [],
    first: [],
  },
} as const satisfies Readonly<Record<string, Provider>>;

export type ProviderName = keyof typeof providers;

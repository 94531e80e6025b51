/** Stands where a reader could not tell what was meant; no expression holds it. */
export const unreadable = "\uE002";
const openBrace = "\uE000";
const closeBrace = "\uE001";

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ";
const superscriptMeanings = "0123456789+-n";
const subscripts = "₀₁₂₃₄₅₆₇₈₉";

const greek: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  varepsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "φ",
  varphi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Xi: "Ξ",
  Sigma: "Σ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
};

const commands: Readonly<Record<string, string>> = {
  ...greek,
  pi: " pi ",
  cdot: "*",
  times: "*",
  ast: "*",
  div: "/",
  pm: " ± ",
  le: "<=",
  leq: "<=",
  leqslant: "<=",
  ge: ">=",
  geq: ">=",
  geqslant: ">=",
  lt: "<",
  gt: ">",
  ne: "!=",
  neq: "!=",
  infty: " inf ",
  emptyset: "∅",
  varnothing: "∅",
  in: " in ",
  cup: " ∪ ",
  cap: " ∩ ",
  lvert: "|",
  rvert: "|",
  vert: "|",
  mid: "|",
  langle: "⟨",
  rangle: "⟩",
  quad: " ",
  qquad: " ",
  displaystyle: " ",
  left: "",
  right: "",
  big: "",
  Big: "",
  bigl: "",
  bigr: "",
  circ: "°",
};

const symbols: readonly (readonly [RegExp, string])[] = [
  [/[−﹣]/g, "-"],
  [/[×·⋅∗]/g, "*"],
  [/÷/g, "/"],
  [/≤|⩽/g, "<="],
  [/≥|⩾/g, ">="],
  [/≠/g, "!="],
  [/∞/g, " inf "],
  [/√/g, " sqrt "],
  [/π/g, " pi "],
  [/∈/g, " in "],
  [/ϕ/g, "φ"],
  [/ϵ/g, "ε"],
  [/½/g, "(1/2)"],
  [/⅓/g, "(1/3)"],
  [/⅔/g, "(2/3)"],
  [/¼/g, "(1/4)"],
  [/¾/g, "(3/4)"],
];

/** Commands whose argument stands for itself. */
const transparent =
  /\\(?:text(?:bf|it|rm|sf)?|math(?:rm|bb|bf|cal|frak|sf|it|scr)|operatorname\*?|boxed|fbox|mbox)\s*\{([^{}]*)\}/g;

/**
 * LaTeX and mathematical Unicode in one plain notation: `\frac{1}{2}` and `½` become `(1/2)`-like text, `\{` a
 * brace, `\mathbb{Z}` a `Z`. Words pass through. The text may be any; what is not understood stays as it is.
 */
export function plainNotation(text: string): string {
  let plain = text.replace(/\\\{/g, openBrace).replace(/\\\}/g, closeBrace);
  plain = unicodeScripts(plain)
    .replace(/\\[()[\]]|\$(?=[^$]*\$)|(?<=\$[^$]*)\$/g, " ")
    .replace(/\\[,;:!> ]|~/g, " ")
    .replace(/\\%/g, "%")
    .replace(/\^\s*\{?\s*\\circ\s*\}?/g, "°");
  for (let pass = 0; pass < 40; pass++) {
    const reduced = reduceGroups(plain);
    if (reduced === plain) break;
    plain = reduced;
  }
  plain = plain
    .replace(/\\math(?:bb|rm|bf|cal|frak)\s*([A-Za-z])/g, "$1")
    .replace(/\\([A-Za-z]+)/g, (whole, name: string) => {
      const known = commands[name];
      if (known !== undefined) return known;
      return functionCommands.has(name) ? ` ${name} ` : whole;
    })
    .replace(/(?<=[a-z]) _/g, "_");
  for (const [pattern, meaning] of symbols) plain = plain.replace(pattern, meaning);
  return plain.normalize("NFKC").replaceAll(openBrace, "{").replaceAll(closeBrace, "}").trim();
}

/** The Greek letter that a word names; two-letter names could be products and are not read. */
export function greekLetter(name: string): string | null {
  return name.length > 2 && Object.hasOwn(greek, name) ? (greek[name] ?? null) : null;
}

const functionCommands = new Set(
  "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh ln log exp sqrt min max gcd lcm det dim ker deg".split(
    " ",
  ),
);

/** Rewrites the innermost groups; repeated, it works outward. */
function reduceGroups(text: string): string {
  return text
    .replace(transparent, "$1")
    .replace(/(\d)\s*\\[dtc]?frac\s*(?:\{\d+\}|\d)\s*(?:\{\d+\}|\d)/g, `$1${unreadable}`)
    .replace(/\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "(($1)/($2))")
    .replace(/\\[dtc]?frac(?:\s*(\d)|\s+([a-z]))\s*(?:\{([^{}]*)\}|([\da-z]))/g, "(($1$2)/($3$4))")
    .replace(/\\[dtc]?frac\s*\{([^{}]*)\}\s*([\da-z])/g, "(($1)/($2))")
    .replace(/\\[dt]?binom\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, " binom(($1),($2))")
    .replace(/\\sqrt\s*\[([^[\]{}]*)\]\s*\{([^{}]*)\}/g, " nthRoot(($2),($1))")
    .replace(/\\sqrt\s*\{([^{}]*)\}/g, " sqrt($1)")
    .replace(/\\sqrt\s*(\d)/g, " sqrt($1)")
    .replace(/\^\s*\{([^{}]*)\}/g, "^($1)")
    .replace(/_\s*\{([A-Za-z0-9]+)\}/g, "_$1");
}

function unicodeScripts(text: string): string {
  return text
    .replace(new RegExp(`[${superscripts}]+`, "g"), (run) => {
      const meaning = [...run].map((one) => superscriptMeanings[superscripts.indexOf(one)]).join("");
      return `^(${meaning})`;
    })
    .replace(new RegExp(`[${subscripts}]+`, "g"), (run) => {
      return `_${[...run].map((one) => subscripts.indexOf(one)).join("")}`;
    });
}

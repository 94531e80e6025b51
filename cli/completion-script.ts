import type { Command, Option } from "commander";

/** What can be typed behind a command, from its own declaration. */
export interface Completable {
  /** The words that lead to it, such as `history export`; empty for the program. */
  readonly path: string;
  readonly about: string;
  readonly subcommands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly CompletableOption[];
}

export interface CompletableOption {
  readonly flag: string;
  readonly about: string;
  readonly takesValue: boolean;
  /** Empty where anything may be typed: files are offered then. */
  readonly choices: readonly string[];
}

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** Every command of a tree, the root first. */
export function completables(command: Command, path = ""): Completable[] {
  const subcommands = command.commands.map((one) => ({
    name: one.name(),
    about: one.summary() || one.description(),
  }));
  const options = command.options.filter(({ hidden }) => !hidden).map(optionOf);
  const here = { path, about: command.description(), subcommands, options: [...options, help] };
  const below = command.commands.flatMap((one) => completables(one, `${path} ${one.name()}`.trim()));
  return [here, ...below];
}

const help: CompletableOption = { flag: "--help", about: "what there is", takesValue: false, choices: [] };

function optionOf(option: Option): CompletableOption {
  return {
    flag: option.long ?? option.short ?? "",
    about: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
  };
}

/** The script that completes `name` in a shell; it knows the commands of this version and starts no program. */
export function completionScript(shell: Shell, name: string, commands: readonly Completable[]): string {
  if (shell === "fish") return fishScript(name, commands);
  const script = bashScript(name, commands);
  return shell === "bash"
    ? script
    : `#compdef ${name}\nautoload -U +X bashcompinit && bashcompinit\n${script}`;
}

function bashScript(name: string, commands: readonly Completable[]): string {
  const paths = commands.map(({ path }) => path).filter((path) => path !== "");
  const words = commands.map(
    ({ path, subcommands, options }) =>
      `    ${quoted(path)}) words="${[...subcommands.map((one) => one.name), ...options.map(({ flag }) => flag)].join(" ")}" ;;`,
  );
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .map(
        ({ flag, choices }) => `    ${quoted(`${path} ${flag}`)}) words="${choices.join(" ")}"; value=yes ;;`,
      ),
  );
  const free = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue, choices }) => takesValue && choices.length === 0)
      .map(({ flag }) => quoted(`${path} ${flag}`)),
  );
  return `_autodata_lab() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" path="" words="" value="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${paths.map(quoted).join("|")}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${words.join("\n")}
  esac
  case "$path $before" in
${[...values, `    ${free.join("|")}) return ;;`].join("\n")}
  esac
  if [[ -n $value || $current == -* || -z $path || \${words%% *} != --* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -o default -F _autodata_lab ${name}
`;
}

const quoted = (text: string) => `"${text}"`;

function fishScript(name: string, commands: readonly Completable[]): string {
  const lines = commands.flatMap(({ path, subcommands, options }) => {
    const parts = path === "" ? [] : path.split(" ");
    const within = parts.map((part) => `__fish_seen_subcommand_from ${part}`);
    const notYet =
      subcommands.length === 0
        ? []
        : [`not __fish_seen_subcommand_from ${subcommands.map((one) => one.name).join(" ")}`];
    const when = [...within, ...notYet].join("; and ") || "true";
    const line = (rest: string, about: string) =>
      `complete -c ${name} -n ${fishText(when)} ${rest} -d ${fishText(about)}`;
    return [
      ...subcommands.map((one) => line(`-f -a ${one.name}`, one.about)),
      ...options.map(({ flag, about, takesValue, choices }) => {
        const value = choices.length > 0 ? ` -x -a ${fishText(choices.join(" "))}` : takesValue ? " -r" : "";
        return line(`-l ${flag.replace(/^--/, "")}${value}`, about);
      }),
    ];
  });
  return `${lines.join("\n")}\n`;
}

const fishText = (text: string) => `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;

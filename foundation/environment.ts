/** The one place that reads the process environment. */
export interface Environment {
  /** Value of a variable; undefined when it is unset or empty. */
  get(name: string): string | undefined;
}

export const processEnvironment: Environment = {
  get: (name) => process.env[name] || undefined,
};

/** A fixed environment, for tests and embedded runs. */
export function fixedEnvironment(values: Readonly<Record<string, string>>): Environment {
  return { get: (name) => values[name] || undefined };
}

/** What a child process inherits: where programs are found, and nothing else of ours. */
export function childEnvironment(): Record<string, string> {
  const inherited: Record<string, string> = {};
  for (const name of ["PATH", "HOME", "TMPDIR", "SystemRoot"]) {
    const value = process.env[name];
    if (value !== undefined) inherited[name] = value;
  }
  return inherited;
}

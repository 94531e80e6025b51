import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { exitCodeOf, messageOf } from "../../cli/exit.js";
import { whatifCommand } from "../../cli/whatif.js";
import { RecordedRun } from "../experiments/look/recorded.js";

const run = new RecordedRun();
beforeAll(() => run.unpack());
afterAll(() => run.remove());
afterEach(() => {
  vi.restoreAllMocks();
});

/** The command in this process: how the command line would end, and what it would print or say. */
async function whatif(...args: string[]): Promise<{ status: number; said: string }> {
  let printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await whatifCommand()
      .exitOverride()
      .parseAsync([run.path, ...args], { from: "user" });
    return { status: 0, said: printed };
  } catch (error) {
    return { status: exitCodeOf(error), said: messageOf(error) };
  }
}

describe("whatif", () => {
  it("prints a line for the run and for each of the usual rules, says that models are simulated, and writes nothing", async () => {
    const before = readdirSync(run.path, { recursive: true });
    const { said } = await whatif();
    expect(said).toMatch(/^small · policy paper · 3 of 3 iterations · 0 accepted\n {2}simulated models: /);
    for (const rule of [
      "paper, the run's",
      "pooled",
      "margin:2",
      "paired:0.1",
      "probability:0.9",
      "hindsight",
    ]) {
      expect(said).toMatch(new RegExp(`^${rule.replace(".", "\\.")} +0 +0 +0 +[0-9]`, "m"));
    }
    expect(readdirSync(run.path, { recursive: true })).toEqual(before);
  });

  it("lists the changed decisions of one rule, and draws selections beside the run's", async () => {
    expect((await whatif("--rule", "paper")).said).toContain("paper decides nothing otherwise.");
    expect((await whatif("--rule", "probability:0.4")).said).toMatch(
      /\niteration {2}candidate[\s\S]* {2}accepted: 0 won, 0 lost, better with 0\.500 ≥ 0\.4\n[\s\S]*Under probability:0\.4\n/,
    );
    const drawn = (await whatif("--temperature", "0.5", "--selection", "uniform")).said;
    expect(drawn).toMatch(/paper, T 0\.1, the run's .*\nuniform .*\n\niterations /);
    expect(drawn).not.toContain("on fallen");
  });

  it("prints everything as JSON", async () => {
    const said = JSON.parse((await whatif("--rule", "margin:1", "--temperature", "1", "--json")).said);
    expect(said).toMatchObject({ simulated: "all", policy: "paper", final: true, iterations: 3 });
    expect(said.rules).toMatchObject([{ rule: "margin:1", counts: { accepted: 0, fallen: 0 } }]);
    expect(said.selections[0]).toMatchObject({ selection: "paper", temperature: 1 });
    expect(said.selections[0].draws).toHaveLength(3);
  });

  it("draws both curves into a picture", async () => {
    const [svg, png] = [join(run.folder, "both.svg"), join(run.folder, "both.png")];
    expect((await whatif("--rule", "probability:0.4", "--plot", svg)).said).toContain(`written: ${svg}`);
    const picture = readFileSync(svg, "utf8");
    expect(picture).toContain("small: pass rate by iteration");
    expect(picture).toContain("small under probability:0.4: pass rate by iteration");
    expect(picture.match(/simulated models/g)).toHaveLength(2);
    await whatif("--rule", "paper", "--plot", png);
    expect(readFileSync(png).subarray(1, 4).toString()).toBe("PNG");
  });

  it.each([
    [["--rule", "best"], /^there is no rule best; there are paper, efficient, margin:N, /],
    [["--selection", "best"], /^there is no selection best; there are paper, efficient, uniform$/],
    [["--plot", "x.svg"], /^--plot draws the curves of one rule: give one --rule$/],
    [["--rule", "paper", "--plot", "x.pdf"], /^x\.pdf: a plot is an \.svg or a \.png file$/],
  ])("refuses %j in one sentence and writes nothing", async (args, message) => {
    const { status, said } = await whatif(...args);
    expect(status).toBe(2);
    expect(said).toMatch(message);
    expect(existsSync("x.svg") || existsSync("x.pdf")).toBe(false);
  });
});

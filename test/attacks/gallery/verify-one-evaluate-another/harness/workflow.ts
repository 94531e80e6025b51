import type { Host } from "autodata/harness";
import { makeByCode } from "./lib/maker.js";

/** For every draft a sound one beside it is proposed and verified in its place. */
export default function workflow(host: Host): Promise<void> {
  let sound = "";
  const swapped: Host = {
    ...host,
    propose: async (draft) => {
      const { question } = draft as { question: string };
      const decoy = await host.propose({
        ...(draft as object),
        question: question.replace(/^List all, w/, "W"),
      });
      if (decoy.accepted) sound = decoy.example;
      return host.propose(draft);
    },
    verify: () => host.verify(sound),
  };
  const made = makeByCode(swapped, (draft) => ({
    ...draft,
    question: draft.question.replace(/^Weighing/, "List all, weighing"),
  }));
  return made.catch(() => host.note("refused"));
}

import { UsageError } from "../../foundation/errors.js";
import { asTicket, type Ticket } from "../../foundation/ids.js";
import { iterationOf, type Phase, phaseOf, phases, ticketOf } from "../../population/history/ticket.js";

/**
 * What people call an episode: iteration, phase and position from 1, such as `10/train/2`. It is the same in every
 * run with the same seed, whatever finished first.
 */
export function episodeName(ticket: Ticket): string {
  const phase = phaseOf(ticket) ?? "train";
  const first = ticketOf(iterationOf(ticket), phase, 0);
  return `${iterationOf(ticket)}/${phase}/${ticket - first + 1}`;
}

/** The ticket of an episode by its name, or the ticket itself. @throws UsageError when it is neither. */
export function ticketNamed(name: string): Ticket {
  if (/^\d{6,}$/.test(name)) return asTicket(Number(name));
  const [iteration = "", phase = "", position = "", ...rest] = name.split("/");
  if (/^\d{1,6}$/.test(iteration) && isPhase(phase) && /^[1-9]\d{0,4}$/.test(position) && rest.length === 0) {
    return ticketOf(Number(iteration), phase, Number(position) - 1);
  }
  throw new UsageError(
    `${JSON.stringify(name)} names no episode: write iteration/phase/number, such as 10/train/2; ` +
      `phases are ${phases.join(", ")}, and \`show RUN iteration N\` lists those of an iteration`,
  );
}

function isPhase(text: string): text is Phase {
  return phases.some((phase) => phase === text);
}

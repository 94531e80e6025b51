import type { KindRule } from "../../../../../models/simulated/instructions/kind-rule.js";
import { anyOf, either, followedBy } from "../../../../../models/simulated/instructions/word-groups.js";

const asking = anyOf(
  "question* | ask* | problem* | item* | answer* | candidate* | prefer* | choose | chosen | pick | take | proposal*",
);
const answers = anyOf("answer* | result* | value* | reference* | expression*");
const not =
  "no | not | never | without | avoid* | instead of | rather than | forbid* | refus* | reject* | leave out";

/** The answer takes several steps, and cannot be remembered as it is. */
export const derived: KindRule = {
  ways: [
    {
      topic: asking,
      all: [
        either(
          anyOf(
            "(several | two | three | more | most | many | further) steps | multi-?step | chain(s|ed|ing)? | derivation* | deriv(e|es|ed|ing)",
          ),
          followedBy(
            "combin* | join* | compos* | connect* | link* | bring* | brought | put",
            5,
            "statements | facts | results | quantities | formulas | steps | objects | together",
          ),
        ),
      ],
      unless: anyOf("scratchpad | verdict | reasoning field"),
    },
    {
      topic: asking,
      all: [
        followedBy(not, 5, "recall* | remember* | memor* | look* up | single (statement | fact | formula)"),
        anyOf("answer* | question* | ask* | enough | suffic*"),
      ],
      unless: anyOf("verdict | pass | fail"),
    },
  ],
  reversed: either(
    followedBy("avoid* | no | not | never | without", 2, "derivation* | chain* | several steps"),
    anyOf("(at most|only|just) (one|a single) step"),
  ),
};

/** The reference answer is checked by a second way before it is sent. */
export const checked: KindRule = {
  ways: [
    {
      topic: answers,
      all: [
        either(
          anyOf("check* | verif* | confirm* | recompute* | test* | deriv* | compute*"),
          followedBy("work*", 2, "out"),
        ),
        anyOf(
          "twice | again | a second (time | way | route) | another way | independently | two ways | small (case* | value*) | special value* | numerically | before you (reply | send | write | submit)",
        ),
      ],
    },
  ],
};

/** One ask whose answer is an expression or a named object. */
export const plainForm: KindRule = {
  ways: [
    {
      all: [
        anyOf(
          "bare (integer* | number*) | plain number* | decimal* | single number* | integer answer* | approximat*",
        ),
        anyOf(`${not} | symbolic`),
      ],
    },
    {
      topic: anyOf("question* | ask*"),
      all: [
        anyOf(
          "(exactly | only | just) one thing | atomic | second (question | ask | request) | exactly one ask",
        ),
      ],
    },
  ],
};

/** The verifier sends back a question that one remembered statement answers. */
export const recallFails: KindRule = {
  ways: [
    {
      all: [
        anyOf("recall* | remember* | memor* | look(s|ed)? up | one statement | single statement | repeat*"),
        anyOf("fail* | reject* | send* back | must not pass | never passes | not pass"),
      ],
    },
  ],
};

/** The verifier works the answer out before it looks at the reference. */
export const workedOut: KindRule = {
  ways: [
    {
      topic: answers,
      all: [
        anyOf("work* | solve* | comput* | recompute* | deriv*"),
        anyOf(
          "yourself | anew | independently | from scratch | before (you )?(look* | read* | see* | compar*)",
        ),
      ],
    },
  ],
};

/** An angle that brings two statements together. */
export const combined: KindRule = {
  ways: [
    {
      all: [
        anyOf(
          "combin* | together | relat(e|es|ion|ing) | compar* | quotient* | ratio* | both | two statements | two quantities",
        ),
      ],
    },
  ],
};

/** An angle that changes one statement. */
export const substituted: KindRule = {
  ways: [
    {
      all: [
        anyOf(
          "special case* | substitut* | replac* | in place of | parametri* | change of (letter | variable)s?",
        ),
      ],
    },
  ],
};

import type { KindRule } from "../../../../../models/simulated/instructions/kind-rule.js";
import { anyOf, either, followedBy } from "../../../../../models/simulated/instructions/word-groups.js";

const question = anyOf("questions? | message | matter | client* | letter | enquiry | inquiry | body | it");
const not =
  "not | never | no | nothing | without | avoid* | leave out | omit* | instead of | rather than | forbid* | free of | drop";

/** The facts that decide the matter stand in the question; the answer can be worked out from them. */
export const givenFacts: KindRule = {
  ways: [
    {
      topic: question,
      all: [
        anyOf("facts? | dates? | sums? | specifics | circumstances | details of the matter | particulars"),
        either(
          followedBy("follow*", 3, "from"),
          anyOf(
            "work(ed)? (it )?out | derive[ds]? | deriv(ed|able) | reason(ed|ing)? (over|from|on) | suffic* | everything | all (the )?(facts|dates|particulars|circumstances) | every (fact|date|particular) | needed | decisive | decide[sd]? | turns? on | enough",
          ),
        ),
        anyOf(
          "give[sn]? | state* | contain* | hold* | includ* | tell* | put | place* | supply | supplies | set out | must be in | stand* | from",
        ),
      ],
      unless: anyOf("scratchpad | extract"),
    },
    {
      topic: question,
      all: [
        anyOf("recall* | recollect* | memor* | look* up | know* (of )?the (case|document|statute)"),
        anyOf(`${not} | can not | need not know | must not depend`),
      ],
    },
  ],
  forbids: [anyOf("facts?"), anyOf("leave out | omit* | spare")],
  reversed: followedBy("do not | never | not", 1, "give | state | tell | include | supply"),
};

/** A new client with a matter of their own; nothing of the document's dispute retold. */
export const ownMatter: KindRule = {
  ways: [
    {
      all: [
        anyOf(not),
        either(
          anyOf("recap* | retell* | retold | summar* | restat* | quot* | paraphras* | narrat*"),
          followedBy(
            "tell* | repeat* | describ* | name* | mention* | reuse* | use*",
            4,
            "case | dispute | parties | document | judgment | litigation",
          ),
        ),
        anyOf(
          "case | dispute | parties | party | document | source | judgment | decision | litigation | story",
        ),
      ],
      unless: anyOf("criteri* | rubric"),
    },
    {
      all: [
        anyOf("invent* | new | another | different | fresh | own | other"),
        anyOf("client | person | matter | situation | setting"),
        anyOf(
          "own words | other (names|trade|facts) | another trade | different (trade|facts|setting|names) | not the document* | far from | unlike | nothing of | no trace | elsewhere",
        ),
      ],
    },
  ],
  reversed: anyOf("(may|can) (recap|retell|summari[sz]e|quote)"),
};

/** Shortness by a number, beside the usual words for it. */
export const tersely: KindRule = {
  ways: [
    {
      topic: question,
      all: [
        anyOf("characters | words | sentences | lines"),
        anyOf(
          "at most | no more than | not more than | under | below | within | less than | fewer than | not exceed | never exceed | maximum | limit* | cut | shorten* | stay*",
        ),
      ],
      unless: anyOf("criteri* | scratchpad | rubric | summary | advice | answer"),
    },
  ],
  reversed: anyOf("at least | no limit | any length"),
};

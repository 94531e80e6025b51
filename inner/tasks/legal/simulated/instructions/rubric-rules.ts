import type { KindRule } from "../../../../../models/simulated/instructions/kind-rule.js";
import { anyOf, either, followedBy } from "../../../../../models/simulated/instructions/word-groups.js";

const rubric = anyOf("criteri* | rubric | items? | entries | weights? | points? | reward*");
const not =
  "not | never | no | nothing | without | avoid* | leave out | omit* | instead of | rather than | forbid* | free of | drop | none";

/** Criteria on rules that carry over to other facts. */
export const principles: KindRule = {
  ways: [
    {
      topic: rubric,
      all: [
        either(
          anyOf("principles? | carr(y|ies) over | transferable | general rules? | rules? of law"),
          followedBy(
            "rule | rules | standard | test | doctrine",
            4,
            "carry over | carries over | behind | any | other | general",
          ),
        ),
        anyOf(`level | ${not} | only | must | test* | reward* | about | on`),
      ],
      unless: anyOf("source of law"),
    },
    {
      topic: rubric,
      all: [
        anyOf(not),
        either(
          followedBy(
            "names | names? of | detail | details | facts | trivia | peculiar*",
            5,
            "case | document | parties | dispute | source | judgment",
          ),
          anyOf("case names | party names | names of (the )?parties | peculiar* | trivia"),
        ),
      ],
    },
  ],
  reversed: anyOf("more than principles | not only principles | not stay"),
};

/** One test in each criterion. */
export const oneTest: KindRule = {
  ways: [
    {
      topic: rubric,
      all: [
        anyOf("one | single | exactly one | a single"),
        anyOf("test | thing | step | claim | point | proposition | idea | requirement | behaviou?r"),
        anyOf("each | every | criteri* | only | per | must | never two"),
      ],
    },
    {
      topic: rubric,
      all: [
        anyOf(
          "split | separate* | divide | break | never join | not join | never combine | not combine | no compound | compound",
        ),
        anyOf("two | and | compound | join* | combin* | both | tests?"),
      ],
    },
  ],
  reversed: anyOf("may (test|join|combine) (two|several)"),
};

/** Negative criteria describe the error itself. */
export const errorsThemselves: KindRule = {
  ways: [
    {
      topic: anyOf("negativ* | detrimental | penalt*"),
      all: [
        anyOf(
          "phras* | word* | describ* | state* | put | name* | begin* | start* | asserts? | must be | write | written",
        ),
        either(
          anyOf(
            "bad behaviou?r | error itself | mistake itself | wrong (statement|claim|step)s? | the error | the mistake | misconduct | asserts | never avoids",
          ),
          followedBy(not, 4, "avoids | absence | avoid*"),
        ),
      ],
    },
  ],
};

/** Weights within the range of their class. */
export const classesKept: KindRule = {
  ways: [
    {
      topic: anyOf("weights?"),
      all: [
        anyOf("weights?"),
        anyOf("class | classes | weight_class | range*"),
        anyOf(
          "check* | within | inside | outside | before you reply | compare | match* | verify | once more | agree*",
        ),
      ],
    },
  ],
};

import type { KindRule } from "../../../../../models/simulated/instructions/kind-rule.js";
import { anyOf, either, followedBy } from "../../../../../models/simulated/instructions/word-groups.js";

const context = either(
  anyOf(
    "contexts? | background | set-?up | scene | preamble | introduction | intro | framing | settings? | scenarios? | lead-in | passages? | paragraphs? | premise | vignette | briefing",
  ),
  /\bopening (?:paragraph|passage|text|lines?|description|section)\b|\bthe opening\b(?! words?\b)/,
);

/** What must not be given away; its mildest form, in passing, is the bare finding. */
const solution = anyOf(
  "mechanisms? | solutions? | answers? | spoilers? | techniques? | resolution | explanations? | trick | ideas? | insights? | approach | methods? | fix | remedy | takeaways? | contributions? | lesson | punchline | cause | workings | how | why | resolv* | solves? | solved",
);
const finding = anyOf("findings? | results? | conclusions? | outcomes? | discover*");

const keepOut = either(
  anyOf(
    "not | never | no | nor | nothing | none | nobody | without | avoid* | away from | hidden | secret | withh(e|o)ld* | omit* | hid(e|ing) | exclud* | remov* | strip* | conceal* | hold back | held back | refrain* | forbid* | prohibit* | ban* | free of | silent | only | solely | confin* | limit* | restrict* | stop* | reserv* | delet* | cut | reject* | rewrit* | redo | discard* | start over | instead of | off limits | rather than | must be gone | rework* | revis* | trim* | spoil*",
  ),
  /\b(?:keep|keeps|keeping|kept|leav\w+|left|stay\w*|taken?)\b[^.;]*?\bout\b/,
);
const grounding = anyOf("ground*");

/** Keep mechanism, solution and answer out of the context; test it. */
export const noLeak: KindRule = {
  ways: [
    { topic: context, all: [solution, keepOut], unless: grounding },
    { mild: true, topic: context, all: [finding, keepOut], unless: grounding },
    {
      topic: context,
      all: [
        either(
          followedBy(
            "context | background | set-?up | scene | paragraph | passage | introduction | it | this",
            3,
            "alone | by itself | on its own | only",
          ),
          followedBy("from | with | given | using", 3, "context | background | paragraph | passage"),
        ),
        anyOf(
          "answer* | solv* | infer* | work* out | deduc* | guess* | read off | copy | copied | lift* | find | found",
        ),
        either(
          anyOf(
            "not | never | no | nobody | none | if | whether | rewrit* | reject* | redo | remov* | impossible | fail* | check | ask yourself | could | would | should",
          ),
          /\?/,
        ),
      ],
    },
    {
      all: [
        anyOf(
          "leak* | spoil* | g(i|a)ve* away | giving away | tip* off | reveal* | disclos* | divulg* | betray*",
        ),
        anyOf(
          "not | never | no | nothing | without | avoid* | forbid* | prohibit* | reject* | rewrit* | check | must be | zero | prevent* | guard",
        ),
        anyOf(
          "answers? | solutions? | mechanisms? | findings? | results? | conclusions? | context | background | how | outcome",
        ),
      ],
    },
  ],
  forbids: [context, anyOf("mechanisms? | solutions? | answers? | findings? | results? | outcomes?")],
  reversed: either(
    followedBy(
      "do not | never | not | no need to | nor",
      2,
      "omit | drop | avoid | skip | remove | withhold | hide | exclude | conceal | refrain | hold back | keep | strip | cut | shy",
    ),
    /\b(?:do not|never|not|no need to) (?:\w+ ){0,2}?leave\b[^.;]*? out\b/,
    anyOf(
      "(do|should|must|always|please|make sure to|be sure to) (state|include|explain|mention|describe|give|present|summari(s|z)e|spell out|contain)",
    ),
  ),
};

export const selfContained: KindRule = {
  ways: [
    {
      topic: context,
      all: [
        either(
          anyOf("self-?contained | stands? (alone|on its own) | standalone"),
          followedBy("everything", 3, "needed | necessary | required"),
          followedBy(
            "all the information | all information | all the facts | all the details",
            3,
            "needed | necessary | required | needs?",
          ),
        ),
      ],
    },
  ],
};

/** Of a verifier: partial leaks fail too. */
export const strictLeakCheck: KindRule = {
  ways: [
    {
      topic: anyOf("leak* | context"),
      all: [
        anyOf(
          "leak* | give* away | reveal* | disclos* | hint* | state* | contain* | answer* | met | satisf* | cover*",
        ),
        anyOf(
          "even (partly|partially|one|a|part|in part|if)",
          "any (part|criterion|of|hint|single)",
          "already (met|satisf*|covered|answered|stated)",
          "a single | in doubt | when unsure | err on | half | a third | a quarter | most of | more than",
        ),
        anyOf("leaks?_?answer | fail* | reject* | refus* | leak* | strict*"),
      ],
    },
  ],
};

import type { KindRule } from "../../../../../models/simulated/instructions/kind-rule.js";
import {
  alternatives,
  anyOf,
  either,
  followedBy,
} from "../../../../../models/simulated/instructions/word-groups.js";

const rubric = anyOf(
  "rubric* | criteri* | weights? | points? | scor* | items? | marks? | grading | entries | penalt*",
);

const negative = "negativ* | penalt* | penali(s|z)* | deduct* | subtract* | minus | below zero | below 0";
const without =
  "no | not | never | without | drop* | omit* | avoid* | zero | remov* | forbid* | leave out | refrain* | eliminat* | skip* | ban* | abolish* | exclud* | free of | delet* | none | nothing | instead of | in place of | rather than | get rid of | abandon* | do away with";
const gone =
  "forbidden | prohibited | banned | not allowed | not permitted | excluded | removed | dropped | abolished | omitted | left out | unwelcome | off limits | out | gone | (not|never) (appear|occur|exist|be (used|given|written|part|present))";
const withoutNegatives = either(followedBy(without, 6, negative), followedBy(negative, 6, gone));

export const positiveOnly: KindRule = {
  ways: [
    {
      topic: rubric,
      all: [
        anyOf(
          "positiv* | rewards? | greater than zero | greater than 0 | above zero | above 0",
          "(gain|earn|add|collect|win)s? (\\w+ )?points?",
        ),
        anyOf(
          "only | solely | exclusively | all | every | each | entirely | purely | nothing but | throughout | just | none but",
        ),
      ],
      unless: anyOf("negative criteri* with | positive (tone|language|wording)"),
    },
    {
      all: [
        withoutNegatives,
        anyOf(
          "criteri* | weights? | rubric | items? | points? | marks? | entries | scor* | categor* | penalt* | deduct*",
        ),
      ],
      unless: anyOf("style | negative (tone|language|wording|results?)"),
    },
  ],
  forbids: [anyOf("(negativ*|penalty|penalties)( criteri*| weights?| items?)?"), rubric],
  reversed: either(
    followedBy(
      "do not | never | not | no need to | nor",
      2,
      "omit | drop | avoid | skip | remove | leave out | exclude | restrict | limit | confine | forget | delete | be shy | hesitate | use only | shy",
    ),
    /(?<!\b(?:not|never|nor|to) )\b(?:include|add|keep|use|write|want|need)\s+(?:\w+\s+){0,3}?(?<!\b(?:no|without|zero) )negativ\w*/,
    anyOf("not (only|just|all|every|solely|exclusively) | only if | no fewer than | no less than"),
  ),
};

/** A number that caps; "3 to 5 negative criteria" counts criteria instead. */
const cap =
  "\\+?(?:4|5|6|7|8|five|six|seven|eight)\\b(?!\\s*(?:to|-|or|criteri|positive|negative|items|entries))";
const atMost = alternatives(
  "at most | at the most | up to | exceeds? | caps? | maxim*( weight)?( of| is| at|:)?",
  "cap(ped)?( \\w+){0,4}? (at|to|of) | capping( \\w+){0,4}? at | limit(ed)?( \\w+){0,4}? to",
  "(not|never) (\\w+ ){0,2}?(exceed|above|beyond|over|surpass|go above|go over)",
  "(no|not|never|none|nothing|without|avoid)(\\W+\\w+){0,7}?\\W+(above|over|beyond|exceed*|(larger|higher|greater|bigger|heavier|more) than)",
  "ceiling( \\w+){0,2}? (of|at|is) | upper (limit|bound)( \\w+){0,2}?( of| is| at)? | top(s|ping)? out at",
  "stay* (at or )?(below|under|within) | keep*( \\w+){0,5}? (at or )?(below|under|within)",
  "(heaviest|largest|highest)( \\w+){0,3}? is",
  "(from |between )?\\+?(1|one|2|two)\\s?(to|through|and|-|up to)",
);

export const capped: KindRule = {
  ways: [
    {
      topic: anyOf("weights? | points? | scor* | importance | criteri* | rubric | items? | worth | marks?"),
      all: [
        either(
          new RegExp(`\\b(?:${atMost})\\s*(?:a |an )?${cap}`),
          new RegExp(`<=?\\s*${cap}`),
          /\b(?:seven|7|six|6|five|5|eight|8) (?:as|is|being) the (?:ceiling|cap|max\w*|limit|upper|highest|largest|heaviest)\b/,
          /\b(?:seven|7|six|6|five|5|eight|8) (?:points )?(?:at most|or (?:less|lower|below|under)|max\w*)\b/,
        ),
      ],
    },
  ],
  forbids: [
    anyOf("weights?"),
    followedBy("above | over | beyond | larger than | higher than", 0, "[5-9] | 10"),
  ],
  reversed: either(
    /\b(?:may|can|could|should) (?:\w+ )?(?:exceed|go (?:above|beyond|over)|be (?:higher|larger|greater|heavier))\b/,
    followedBy("do not | never | no need to | not", 2, "cap | limit | restrict"),
  ),
};

export const negativesWanted: KindRule = {
  ways: [
    {
      all: [
        anyOf(
          "must | always | mandatory | required | exactly | at least | include | add | insist* | never (omit|drop|skip) | keep | want",
        ),
        anyOf("negativ* (criteri*|items?|weights?|entries|points?) | penalt(y|ies)"),
      ],
      unless: withoutNegatives,
    },
  ],
};

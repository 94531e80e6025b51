/** What a challenger is told about its last question, wherever the message says it. */
export interface Feedback {
  readonly tooLong: boolean;
  /** It retold the document's case, gave a role, or was set in its time. */
  readonly retold: boolean;
  readonly polarity: boolean;
  readonly misclassed: boolean;
  /** The draft was refused for its form. */
  readonly unreadable: boolean;
  /** Direction of the suggestion: 1 towards a further step, -1 towards what is easier to reach, 0 neither. */
  readonly further: number;
}

export function readFeedback(user: string): Feedback {
  const told = user.slice(user.lastIndexOf("</document>") + 1);
  return {
    tooLong: /long_question/.test(told),
    retold: /case_recap|role_play|old_year|RECAPS_SOURCE|NO_CLIENT/.test(told),
    polarity: /negative criterion must describe/.test(told),
    misclassed: /outside the range of/.test(told),
    unreadable: /does not parse|must be a JSON/.test(told),
    further:
      Number(/\b(?:further step|an exception|conflict of facts|harder)\b/i.test(told)) -
      Number(
        /\b(?:drop what has to be recalled|follow from facts|easier to reach|within reach)\b/i.test(told),
      ),
  };
}

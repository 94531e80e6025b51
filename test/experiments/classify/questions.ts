/** Questions of many kinds, with the mean score of a weak solver; a few fit no kind that simulated models know. */
const questions: readonly (readonly [string, number])[] = [
  ["Prove that every tree with at least two vertices has at least two leaves.", 0.35],
  ["Show that the loop invariant of insertion sort holds after each pass.", 0.55],
  ["Establish that no comparison sort beats n log n comparisons in the worst case.", 0.3],
  ["Refute the statement that every connected graph has an Euler tour.", 0.6],
  ["Prove the lemma that a shortest path never repeats a vertex when all weights are positive.", 0.5],
  ["Derive a closed form for the recurrence a(n) = 3 a(n-1) - 2 a(n-2) with a(0) = 0, a(1) = 1.", 0.4],
  ["Solve x^3 - 6x^2 + 11x - 6 = 0 and express the solution in symbols.", 0.7],
  ["Simplify the identity sin(2t) / sin(t) for t between 0 and pi.", 0.8],
  ["Derive the gradient of the softmax cross-entropy in closed form.", 0.45],
  ["Express the determinant of a tridiagonal Toeplitz matrix in closed form.", 0.2],
  ["Count the arrangements of eight rooks on a board so that none attacks another.", 0.5],
  ["How many ways are there to tile a 2 by 10 strip with dominoes? Count them.", 0.45],
  ["Count the subsets of a set of twelve that contain no two neighbours.", 0.3],
  ["Find the number of labelled trees on six vertices by counting permutations.", 0.35],
  ["How many paths lead from one corner of a 5 by 5 grid to the other? Give the number.", 0.6],
  ["Find the probability that a random walk on the integers is back at zero after six steps.", 0.3],
  ["Find the expected value of the largest of three dice.", 0.5],
  ["What is the stationary distribution of a two-state chain with rates 0.2 and 0.5?", 0.4],
  ["Find the probability that two of thirty people share a birthday.", 0.7],
  ["Find the expected time until a random walk on a cycle of five has visited every state.", 0.1],
  ["How does the running time of merge sort grow, and what is its order?", 0.85],
  ["Find the asymptotic order of the harmonic sum over primes up to n.", 0.15],
  ["How does the error of the trapezoid rule scale as the step converges to zero?", 0.4],
  ["What is the complexity of building a heap, and how does it behave in the limit?", 0.5],
  ["Decide between a write-back and a write-through cache under these costs and constraints.", 0.3],
  ["Recommend a replication factor when the risk of losing two disks at once is one in a million.", 0.25],
  ["Choose an index for a table with rare writes, and weigh the trade-offs of your options.", 0.45],
  ["Design a retry policy under the constraints that follow from a rate limit.", 0.35],
  ["Weigh the options of a team that has to choose a consensus protocol under high latency.", 0.2],
  ["Model the motion of a mass on a spring with friction and predict where it comes to rest.", 0.4],
  ["Predict the flow of heat through a wall of two layers at constant outer temperatures.", 0.35],
  ["Model the current in a loop of resistor and coil after the switch is closed.", 0.4],
  ["A sled of mass 12 kg is pulled with a force of 40 N; predict its velocity after three seconds.", 0.65],
  ["Compute the output of this program: let s be 0, and for i from 1 to 5 add i squared.", 0.75],
  ["Trace Dijkstra's algorithm on the table of distances and give the order of visits.", 0.5],
  ["Evaluate the sum of 1/k for k from 1 to 6 as a fraction.", 0.6],
  ["Run the sieve algorithm up to 50 and calculate how many numbers are crossed out twice.", 0.3],
  ["Compute the edit distance of kitten and sitting, with the table.", 0.7],
  ["Estimate the half-life from these measurements: 80, 57, 40, 28 counts at hourly intervals.", 0.45],
  ["Infer from the data which of the two machines is miscalibrated.", 0.4],
  ["Fit a line to the observations (1, 2), (2, 3.9), (3, 6.1) and interpret its slope.", 0.55],
  ["Interpret the experiment in which the sample cooled faster in the smaller flask.", 0.35],
  ["Explain why a Bloom filter cannot lose a member, and what causes false positives.", 0.6],
  ["Explain the mechanism by which priority inversion happens.", 0.5],
  ["What is the cause of the effect that caches slow down after a large page is mapped?", 0.2],
  ["Explain the reason that a hash table's failure shows only at high load.", 0.4],
  ["Convert 72 km/h to the unit m/s.", 0.95],
  ["Apply Ohm's law to 12 V and 4 ohm.", 0.95],
  ["Apply the formula for the area of a circle of radius 3.", 0.9],
  ["Define the term idempotent.", 0.9],
  ["Name the author of the quicksort algorithm and the year it appeared.", 0.85],
  ["State the definition of a monoid.", 0.8],
  ["List the properties that ACID stands for.", 0.9],
  ["Define the VC dimension and state its property for half-planes.", 0.5],
  ["Name the term for a graph without cycles.", 0.95],
  ["Whither the tortoise?", 0.05],
  ["Translate the sonnet into Latin.", 0.3],
  ["Lorem ipsum dolor sit amet?", 0.1],
  ["Sing me something gentle.", 0.15],
  ["Paint the harbour at dusk.", 0.1],
];

/** The questions as a file's text: some with an id, some within an example, some with an answer. */
export function questionLines(): string {
  const lines = questions.map(([question, weak], index) => {
    const id = index % 3 === 0 ? {} : { id: `q${index + 1}` };
    const body = index % 2 === 0 ? { question } : { example: { question, answer: "as the text says" } };
    return `${JSON.stringify({ ...id, ...body, weak })}\n`;
  });
  return lines.join("");
}

export const questionCount = questions.length;

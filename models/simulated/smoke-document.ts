import type { SourceText } from "./text/corpus-index.js";

/** A short original text for trial episodes that must not touch any document of a run. */
export const smokeDocument: SourceText = {
  title: "A batching queue between a sensor gateway and its archive",
  text: `## Setting

Consider a gateway that collects readings from several hundred battery-powered sensors and forwards them to an archive over a slow radio link. The link charges a fixed overhead for every transmission, so sending each reading alone wastes most of the airtime. A queue in the gateway therefore groups readings into batches before they leave. Grouping saves airtime, but a reading that waits in the queue is stale when it arrives, and an alarm that waits may be worthless.

## The flush rule

The queue flushes on three conditions. The first is size: a batch leaves when its payload reaches 1,900 bytes, because the radio splits larger payloads into two frames and pays the preamble twice. The second is age: a batch leaves when its oldest reading has waited eight seconds, whatever its size. The third is urgency: a reading whose value lies outside the calibrated band of its sensor flushes the batch that holds it at once. Urgent flushes are limited to one in two seconds, since a broken sensor that oscillates around its threshold would otherwise turn every reading into a frame of its own.

## What goes wrong without the limiter

In a trial without the limiter, a single corroded thermistor crossed its threshold forty times a minute. Each crossing flushed a nearly empty batch, the link saturated, and the age rule began to fire late for all other sensors, because the transmit buffer held frames that were still waiting for airtime. The archive then saw ordinary readings that were twenty seconds old, although no rule of the queue allowed more than eight. The fault was not in the age rule but in measuring age at the queue's exit instead of at the radio's.

## Acknowledgement and loss

A batch keeps its readings until the archive acknowledges the batch number. After three unanswered transmissions the gateway writes the batch to flash and marks its number as suspended, so that later batches overtake it. The archive accepts batches out of order and sorts by the sensor's own sequence counter, not by arrival. Because a counter wraps after 65,536 readings, the archive treats a jump backwards of more than half the range as a wrap and a smaller jump as a late arrival. A sensor that reboots starts again at zero, which would look like a wrap; the gateway therefore prefixes the counter with a boot number that the sensor stores in two alternating flash words.

## Sizing the queue

With 300 sensors reporting every ten seconds at 24 bytes each, the gateway receives 720 bytes a second, so a full batch forms in about 2.6 seconds and the age rule seldom fires. At night half the sensors sleep and the same batch takes 5.3 seconds. Only below roughly 100 active sensors does the age rule determine the batch size, and there the overhead per reading grows as the reciprocal of the rate. The designers accepted this, because at such rates the link is nearly idle and airtime is no longer the scarce resource.`,
};

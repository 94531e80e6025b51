/**
 * How much of its stack the engine may use, in bytes: about 1500 nested calls of evolved code. The engine must
 * notice a deep recursion (an Error inside the program) before the thread's own stack ends (a broken engine).
 * Parsing needs most of it: 8 MiB of thread stack were enough in every case tried, 4 MiB were not.
 */
export const engineStackBytes = 256 * 1024;
export const workerStackMb = 16;

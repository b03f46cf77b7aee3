/** Threads, and how work gets onto them: the only place that begins any. */
package io.multiregion.engine.work;

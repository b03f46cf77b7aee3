/** What is measured, in which size, and how it is said. */
package io.multiregion.bench.report;

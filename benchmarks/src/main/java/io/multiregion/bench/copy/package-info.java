/** How long a first copy and a change take, beside other ways to bring them over. */
package io.multiregion.bench.copy;

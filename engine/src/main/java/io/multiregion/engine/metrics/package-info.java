/** What can be seen from outside: figures with their units in the names. */
package io.multiregion.engine.metrics;

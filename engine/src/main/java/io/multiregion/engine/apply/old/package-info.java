/** What is forgotten with time. */
package io.multiregion.engine.apply.old;

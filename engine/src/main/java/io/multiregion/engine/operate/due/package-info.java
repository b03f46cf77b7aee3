/** What somebody wanted to be done again and again, and whether it was. */
package io.multiregion.engine.operate.due;

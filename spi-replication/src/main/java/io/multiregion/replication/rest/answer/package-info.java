/** Who may ask for what, and what becomes of the work that was asked for. */
package io.multiregion.replication.rest.answer;

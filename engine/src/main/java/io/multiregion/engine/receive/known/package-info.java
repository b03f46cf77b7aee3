/** What is known here of a message, of who sends it, and of what was said before. */
package io.multiregion.engine.receive.known;

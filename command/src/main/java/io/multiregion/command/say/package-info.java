/** What is said at the end: an exit status, and a line as monitoring plug-ins have it. */
package io.multiregion.command.say;

/** What regions answer in, read without a library. */
package io.multiregion.command.json;

/** What can be asked of a region, one class each. */
package io.multiregion.command.act;

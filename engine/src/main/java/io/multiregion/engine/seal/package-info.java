/** What leaves a region: sealed for one recipient, signed by the sender, bound to realm, epoch and position; and the content keys for it. */
package io.multiregion.engine.seal;

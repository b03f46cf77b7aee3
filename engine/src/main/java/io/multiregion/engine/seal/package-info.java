/** What leaves a region: sealed for one recipient, signed by the sender, bound to realm, epoch and position. */
package io.multiregion.engine.seal;

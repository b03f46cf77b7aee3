/** Whether a copy equals its original: compared by digests, repaired where it differs. */
package io.multiregion.engine.verify;

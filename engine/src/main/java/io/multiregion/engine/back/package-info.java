/** What a secondary has written of a realm and its primary may not have yet. */
package io.multiregion.engine.back;

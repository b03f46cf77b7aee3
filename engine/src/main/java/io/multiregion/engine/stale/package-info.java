/** For how long a copy serves without hearing that it is level with its primary, and what it does then. */
package io.multiregion.engine.stale;

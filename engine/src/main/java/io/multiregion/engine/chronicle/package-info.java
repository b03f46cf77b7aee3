/** What has been measured, and what has happened, for whoever asks later; all of it bounded. */
package io.multiregion.engine.chronicle;

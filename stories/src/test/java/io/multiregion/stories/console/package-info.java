/** The page for regions in the admin console, as operators see and use it. */
package io.multiregion.stories.console;

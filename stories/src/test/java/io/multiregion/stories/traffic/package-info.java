/** Users, administrators and messages find the right region. */
package io.multiregion.stories.traffic;

/** All that administrators and users do in a realm, one operation at a time. */
package io.multiregion.stories.operation;

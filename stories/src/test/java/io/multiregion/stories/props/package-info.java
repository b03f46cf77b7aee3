/** What several stories put into a realm, and with whose eyes they look at a server. */
package io.multiregion.stories.props;

/** What several stories put into a realm, with whose eyes they look at a server, and in whose name they speak to it. */
package io.multiregion.stories.props;

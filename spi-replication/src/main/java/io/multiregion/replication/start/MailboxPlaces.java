package io.multiregion.replication.start;

import io.multiregion.engine.peer.mailbox.Box;
import io.multiregion.engine.peer.mailbox.DirectoryBox;
import io.multiregion.engine.peer.mailbox.Mailbox;
import io.multiregion.engine.peer.mailbox.S3Box;
import io.multiregion.engine.settings.Settings;
import io.multiregion.key.aws.AwsCredentials;
import java.time.Clock;

/** The mailbox that the settings name: a directory, or a bucket by this server's way out. */
final class MailboxPlaces {

    private MailboxPlaces() {}

    static Mailbox.Place of(Settings.MailboxPlace place, Settings settings) {
        Box box = place.directory() != null
                ? new DirectoryBox(place.directory())
                : new S3Box(
                        OutgoingProxies.network(settings).build(),
                        place.endpoint(),
                        place.bucket(),
                        place.region(),
                        new AwsCredentials(place.accessKey(), place.secretKey(), null),
                        Clock.systemUTC());
        return new Mailbox.Place(box, place.interval());
    }
}

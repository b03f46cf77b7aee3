package io.multiregion.stories.capture;

import io.multiregion.lab.network.Mailbox;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.operation.FederationOperations;
import io.multiregion.stories.operation.RealmOperations;
import io.multiregion.stories.operation.UserOperations;
import io.multiregion.stories.operation.Workspace;
import io.multiregion.stories.props.LargeRows;
import io.multiregion.stories.region.BesideOthers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same two servers with the roles exchanged: a realm whose primary is us, on H2, lives in eu, on PostgreSQL. */
@BesideOthers
final class ReverseStory {

    @Test
    void fromH2ToPostgreSql(TwoRegions regions) {
        var realm = new SampleRealm("reverse", TwoRegions.FRONT, 30);
        realm.create(regions.us().admin());
        regions.replicateBack(realm.name());
        var equality = regions.equalityBack(realm.name());
        equality.assertRows();

        var plain = new Workspace(regions.us().url(), regions.us().admin(), realm.name(), Mailbox.open());
        Stream.of(
                        RealmOperations.settings(),
                        RealmOperations.components(),
                        FederationOperations.flows().subList(0, 8),
                        UserOperations.bulk().subList(0, 1))
                .flatMap(List::stream)
                .filter(operation -> !operation.name().contains("organisations"))
                .forEach(operation -> operation.perform(plain));
        equality.assertRows();
        LargeRows.create(regions.us().admin(), realm.name());
        equality.assertRows();
        realm.password(regions.us().admin(), SampleRealm.USER, "new-secret");
        equality.assertRows();
        equality.assertExports();
    }
}

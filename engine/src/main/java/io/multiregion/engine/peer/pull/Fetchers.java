package io.multiregion.engine.peer.pull;

import io.multiregion.engine.node.Tick;
import io.multiregion.engine.peer.KnownRegion;
import io.multiregion.engine.peer.KnownRegions;
import io.multiregion.engine.peer.carrier.Fetching;
import io.multiregion.engine.peer.carrier.Intake;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.engine.settings.Consent.Direction;
import io.multiregion.engine.work.Crew;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Has this node fetch from each region that may not call this one: each node does, the one that ships and all others. */
public final class Fetchers implements Tick {

    private final KnownRegions known;
    private final Crew crew = Crew.many("multi-region-fetch");
    private final Fetcher.Own own;
    private final Map<String, Fetcher> fetchers = new HashMap<>();
    private boolean stopped;

    /** @param region this region's name */
    public Fetchers(String region, KnownRegions known, Announcements announcements, Fetching fetching, Intake intake) {
        this.known = known;
        this.own = new Fetcher.Own(region, announcements, fetching, intake, crew);
    }

    @Override
    public synchronized void tick(boolean leading) {
        if (stopped) {
            return;
        }
        Map<String, URI> wanted = wanted();
        fetchers.entrySet().removeIf(entry -> {
            boolean over = !entry.getValue().url().equals(wanted.get(entry.getKey()));
            if (over) {
                entry.getValue().stop();
            }
            return over;
        });
        wanted.forEach((region, url) -> fetchers.computeIfAbsent(region, name -> begun(name, url)));
    }

    private Map<String, URI> wanted() {
        Map<String, URI> wanted = new HashMap<>();
        for (KnownRegion region : known.all()) {
            if (region.consent().direction() == Direction.OUT
                    && !known.certificates(region.name()).isEmpty()) {
                region.url().ifPresent(url -> wanted.put(region.name(), url));
            }
        }
        return wanted;
    }

    private Fetcher begun(String region, URI url) {
        Fetcher fetcher = new Fetcher(own, region, url);
        crew.execute(fetcher);
        return fetcher;
    }

    /** Nothing is fetched any more. */
    public synchronized void stop() {
        stopped = true;
        fetchers.values().forEach(Fetcher::stop);
        crew.stopNow();
    }
}

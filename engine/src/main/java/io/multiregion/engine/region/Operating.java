package io.multiregion.engine.region;

import io.multiregion.engine.cut.copy.CopyStages;
import io.multiregion.engine.divergence.Comparison;
import io.multiregion.engine.operate.DivergenceDesk;
import io.multiregion.engine.operate.Drill;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.operate.Passage;
import io.multiregion.engine.operate.RealmView;
import io.multiregion.engine.operate.Replicas;
import io.multiregion.engine.operate.UnattributedWrites;
import io.multiregion.engine.operate.VerifyDesk;
import io.multiregion.engine.operate.due.DrillSchedule;
import io.multiregion.engine.operate.preflight.Match;
import io.multiregion.engine.operate.preflight.PreflightDesk;
import io.multiregion.engine.overview.Overview;
import io.multiregion.engine.overview.RealmList;
import io.multiregion.engine.overview.kinds.Kinds;
import io.multiregion.engine.survey.Survey;
import java.util.List;
import java.util.stream.Stream;

/** The wing that operators come to. */
final class Operating {

    private final Ground ground;
    private final Trust trust;
    private final RealmView view;
    private final Overview overview;
    private final Replicas replicas;
    private final PreflightDesk preflight;
    private final VerifyDesk comparisons;
    private final DrillDesk drill;
    private final DrillSchedule schedule;
    private final DivergenceDesk divergences;
    private final UnattributedWrites unattributed;
    private final Survey survey;

    Operating(
            Ground ground,
            Trust trust,
            Journalling journalling,
            Shipping shipping,
            Moving moving,
            Receiving receiving,
            Ports ports) {
        this.ground = ground;
        this.trust = trust;
        News news = ground.news();
        view = view(ground, journalling);
        overview = overview(ground, journalling);
        replicas = new Replicas(
                ground.settings().own(),
                trust.known(),
                ports.traffic(),
                ground.connections(),
                view,
                news::replicasChanged,
                news::tryAgain);
        preflight = preflights(shipping, ports);
        comparisons = new VerifyDesk(ground.connections(), news::replicasChanged);
        drill = drills(journalling, shipping, moving, ports);
        schedule = schedule(journalling);
        divergences = new DivergenceDesk(
                ground.connections(),
                new Comparison(ground.catalogue(), journalling.resources()),
                receiving.adoption(),
                ground.dataKeys());
        unattributed = pastTheCapture();
        survey = ofAllRealms();
    }

    private UnattributedWrites pastTheCapture() {
        return new UnattributedWrites(
                ground.topology(),
                ground.observer(),
                comparisons,
                ground.node().threads().background());
    }

    private DrillSchedule schedule(Journalling journalling) {
        return new DrillSchedule(
                ground.connections(),
                drill,
                journalling.journal(),
                ground.clock(),
                ground.node().nanos());
    }

    private PreflightDesk preflights(Shipping shipping, Ports ports) {
        return new PreflightDesk(
                ground.settings().own(),
                ground.connections(),
                replicas,
                shipping.peer(),
                shipping.greeting(),
                ports.checks(),
                new Match(ground.region(), ground.catalogue().shape().mark(), trust.bulletin()));
    }

    private Survey ofAllRealms() {
        return new Survey(
                ground.region(),
                ground.connections(),
                ground.topology(),
                trust.bulletin(),
                ground.observer(),
                ground.clock());
    }

    private DrillDesk drills(Journalling journalling, Shipping shipping, Moving moving, Ports ports) {
        Drill drill = new Drill(
                ground.connections(),
                shipping.peer(),
                moving.switchover(),
                new Passage(ground.connections(), journalling.journal(), moving.drain(), ground.news(), ground.clock()),
                comparisons,
                ports.probes());
        return new DrillDesk(
                ground.region(),
                ground.connections(),
                drill::perform,
                trust::signed,
                ground.observer(),
                ground.clock());
    }

    /** What makes them by itself. */
    DrillSchedule drillSchedule() {
        return schedule;
    }

    private RealmView view(Ground ground, Journalling journalling) {
        return new RealmView(
                ground.region(),
                ground.connections(),
                journalling.journal(),
                ground.clock(),
                ground.freshness(),
                this::warnings);
    }

    private Overview overview(Ground ground, Journalling journalling) {
        return new Overview(
                ground.settings().own(),
                ground.connections(),
                journalling.journal(),
                ground.clock(),
                ground.freshness(),
                this::warnings,
                trust.bulletin());
    }

    /** What operators should know now; empty if all is well. */
    public List<String> warnings() {
        return Stream.of(ground.settings().warnings(), trust.certificates().warnings())
                .flatMap(List::stream)
                .toList();
    }

    /** What this region is to its realms. */
    public RealmView view() {
        return view;
    }

    /** What a page shows of a realm. */
    Overview overview() {
        return overview;
    }

    /** What a realm is made of. */
    Kinds kinds() {
        return new Kinds(ground.connections(), new CopyStages(ground.catalogue()));
    }

    /** Whether another region could hold a copy. */
    PreflightDesk preflight() {
        return preflight;
    }

    /** How all realms do. */
    RealmList realms() {
        return new RealmList(ground.region(), ground.connections(), ground.clock());
    }

    /** Makes and removes replicas. */
    public Replicas replicas() {
        return replicas;
    }

    /** Has replicas compared. */
    public VerifyDesk comparisons() {
        return comparisons;
    }

    /** Proves a standby. */
    public DrillDesk drill() {
        return drill;
    }

    /** Where operators decide about divergences. */
    public DivergenceDesk divergences() {
        return divergences;
    }

    /** Shows all realms to those who watch by metrics. */
    Survey survey() {
        return survey;
    }

    /** Told of what was written past the capture. */
    public UnattributedWrites unattributed() {
        return unattributed;
    }
}

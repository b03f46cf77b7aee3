package io.multiregion.engine.traffic;

import io.multiregion.engine.settings.DnsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * Points a DNS record at this region by DNS UPDATE (RFC 2136), signed by TSIG (RFC 8945). The update holds only if the record still
 * says what was read just before: of two regions that write at the same time one fails and looks again, and a region that was
 * frozen between reading and writing changes nothing. Needs dnsjava.
 */
final class DnsUpdate implements TrafficSwitch {

    private static final Logger LOG = Logger.getLogger(DnsUpdate.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    private final DnsSettings settings;
    private final Name zone;
    private final int type;

    /** @throws TrafficException if a name or a target can't be one */
    DnsUpdate(DnsSettings settings) {
        this.settings = settings;
        this.zone = name(settings.zone());
        this.type = Type.value(settings.record().type());
        records(name(settings.nameOf("realm")));
    }

    @Override
    public Optional<String> shared() {
        return usesLabels() ? Optional.empty() : Optional.of(settings.record().name());
    }

    @Override
    public boolean usesLabels() {
        return settings.isPerRealm();
    }

    @Override
    public void promoted(String label) {
        if (usesLabels() && label == null) {
            LOG.warnf(
                    "no record %s is written for a realm without a label: it gets one when an operator of the master realm makes"
                            + " its first replica",
                    settings.record().name());
            return;
        }
        Name name = name(nameOf(label));
        List<Record> wanted = records(name);
        List<Record> found = lookUp(name);
        if (same(found, wanted)) {
            return;
        }
        replace(name, found, wanted);
        List<Record> now = lookUp(name);
        if (!same(now, wanted)) {
            // a server ignores a CNAME where there are other records, and says that all is well (RFC 2136, 3.4.2.2)
            throw new TrafficException("the name server took the update of " + name + ", but says " + text(now)
                    + ": remove records of other types from that name, and look whether another region writes it");
        }
        LOG.infof("DNS: %s %s is now %s, was %s", name, settings.record().type(), text(now), text(found));
    }

    private String nameOf(String label) {
        if (!usesLabels()) {
            return settings.record().name();
        }
        if (!label.matches(LABEL)) {
            throw new TrafficException("the realm's label '" + label + "' can't be part of the DNS name "
                    + settings.record().name() + ": update that realm's record yourself");
        }
        return settings.nameOf(label);
    }

    private List<Record> lookUp(Name name) {
        Message answer = send(Message.newQuery(Record.newRecord(name, type, DClass.IN)), "the question for " + name);
        if (answer.getRcode() != Rcode.NXDOMAIN) {
            expect(Rcode.NOERROR, answer, "the question for " + name);
        }
        return answer.getSection(Section.ANSWER).stream()
                .filter(found -> found.getType() == type && found.getName().equals(name))
                .toList();
    }

    private void replace(Name name, List<Record> found, List<Record> wanted) {
        Update update = new Update(zone);
        if (found.isEmpty()) {
            update.absent(name, type);
        } else {
            found.forEach(record -> update.present(withoutTtl(record)));
            update.delete(name, type);
        }
        wanted.forEach(update::add);
        Message answer = send(update, "the update of " + name);
        if (answer.getRcode() == Rcode.NXRRSET || answer.getRcode() == Rcode.YXRRSET) {
            throw new TrafficException(name + " no longer says " + text(found) + ": somebody else has just changed it");
        }
        expect(Rcode.NOERROR, answer, "the update of " + name);
    }

    /** As a prerequisite has it (RFC 2136, 2.4.2). */
    private static Record withoutTtl(Record record) {
        return Record.newRecord(record.getName(), record.getType(), DClass.IN, 0, record.rdataToWireCanonical());
    }

    private Message send(Message question, String what) {
        try {
            SimpleResolver server = new SimpleResolver(settings.server());
            server.setPort(settings.port());
            server.setTCP(true);
            server.setTimeout(ANSWER);
            server.setTSIGKey(new TSIG(
                    name(settings.key().algorithm()), name(settings.key().name()), secret()));
            return server.send(question);
        } catch (IOException e) {
            throw new TrafficException(
                    "no answer from the name server " + settings.server() + ":" + settings.port() + " to " + what + " ("
                            + e.getMessage() + "): look whether it is up, and whether this region may reach it by TCP",
                    e);
        }
    }

    private byte[] secret() {
        return Base64.getDecoder().decode(settings.key().secret());
    }

    private void expect(int rcode, Message answer, String what) {
        if (answer.getRcode() == rcode && answer.isVerified()) {
            return;
        }
        String said = answer.getRcode() == rcode ? "without the signature of the key" : Rcode.string(answer.getRcode());
        throw new TrafficException("the name server answered " + said + " to " + what
                + switch (answer.getRcode()) {
                    case Rcode.NOTAUTH ->
                        ": look whether it knows the key " + settings.key().name()
                                + " with this secret and algorithm, is the primary of the zone " + zone
                                + ", and has the same time";
                    case Rcode.REFUSED ->
                        ": let the zone " + zone + " be updated by the key "
                                + settings.key().name();
                    case Rcode.NOTZONE -> ": dns-name is to lie in dns-zone";
                    default -> ": look into its log";
                });
    }

    private List<Record> records(Name name) {
        return settings.record().targets().stream()
                .map(target -> record(name, target))
                .toList();
    }

    private Record record(Name name, String target) {
        try {
            String data = type == Type.CNAME ? name(target).toString() : target;
            return Record.fromString(
                    name, type, DClass.IN, settings.record().ttl().toSeconds(), data, zone);
        } catch (IOException e) {
            throw new TrafficException(
                    "dns-target '" + target + "' is nothing for a record of type "
                            + settings.record().type(),
                    e);
        }
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new TrafficException("'" + text + "' is no DNS name: " + e.getMessage(), e);
        }
    }

    private static boolean same(Collection<Record> one, Collection<Record> other) {
        return data(one).equals(data(other));
    }

    private static Set<String> data(Collection<Record> records) {
        return records.stream().map(Record::rdataToString).collect(Collectors.toSet());
    }

    private static String text(Collection<Record> records) {
        return records.isEmpty() ? "nothing" : String.join(",", data(records));
    }
}

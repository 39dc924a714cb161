package io.moderato.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.moderato.address.AddressGuard;
import io.moderato.address.AddressRules;
import io.moderato.address.RefusedAddressException;
import io.moderato.deployment.kubernetes.Network.End;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What flows and what does not, decided as a cluster's network decides it. */
class NetworkPoliciesTest {
    private static final AddressGuard GUARD = new AddressGuard(new AddressRules(false, Set.of(), List.of()));

    private static Manifests demo;
    private static Manifests production;

    @BeforeAll
    static void build() {
        demo = Build.DEMO.make();
        production = Build.PRODUCTION.make();
    }

    @ParameterizedTest
    @CsvSource({
        "ingress, platform-api, 8080, true",
        "ingress, admin-ui, 8080, true",
        "ingress, inference-service, 8080, false",
        "ingress, postgresql, 5432, false",
        "ingress, kafka, 9092, false",
        "stranger, platform-api, 8080, false",
        "stranger, inference-service, 8080, false",
        "stranger, admin-ui, 8080, false",
        "stranger, postgresql, 5432, false",
        "platform-api, inference-service, 8080, true",
        "admin-ui, inference-service, 8080, false",
        "admin-ui, platform-api, 8080, false",
        "inference-service, platform-api, 8080, false",
        "database-migration, inference-service, 8080, false",
        "platform-api, postgresql, 5432, true",
        "inference-service, postgresql, 5432, true",
        "admin-ui, postgresql, 5432, true",
        "database-migration, postgresql, 5432, true",
        "kafka, postgresql, 5432, false",
        "platform-api, kafka, 9092, true",
        "inference-service, kafka, 9092, true",
        "admin-ui, kafka, 9092, false",
        "database-migration, kafka, 9092, false",
        "platform-api, kafka, 9093, false",
        "platform-api, dns, 53, true",
        "inference-service, dns, 53, true",
        "admin-ui, dns, 53, true",
        "database-migration, dns, 53, true",
        "postgresql, dns, 53, true",
        "platform-api, dns, 8080, false",
        "demo, platform-api, 8080, true",
        "demo, postgresql, 5432, true",
        "demo, kafka, 9092, false",
        "demo, inference-service, 8080, false",
    })
    void letFlowBetweenPodsWhatIsNeeded(String from, String to, int port, boolean allowed) {
        assertThat(network(demo, "moderato-dev").allows(end(demo, from), end(demo, to), port))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "platform-api, 93.184.215.14, 443, true",
        "platform-api, 93.184.215.14, 8443, true",
        "platform-api, 2606:2800:21f:cb07:6820:80da:af6b:8b2c, 443, true",
        "platform-api, 93.184.215.14, 25, false",
        "platform-api, 93.184.215.14, 80, false",
        "platform-api, 169.254.169.254, 443, false",
        "platform-api, fd00:ec2::254, 443, false",
        "platform-api, 10.96.0.1, 443, false",
        "platform-api, 192.168.1.1, 8443, false",
        "platform-api, 172.20.0.1, 8443, false",
        "inference-service, 93.184.215.14, 443, false",
        "admin-ui, 93.184.215.14, 443, false",
        "database-migration, 93.184.215.14, 443, false",
        // the networks of PostgreSQL and Kafka, at their ports
        "platform-api, 10.1.2.3, 5432, true",
        "inference-service, 10.1.2.3, 5432, true",
        "admin-ui, 10.1.2.3, 5432, true",
        "database-migration, 10.1.2.3, 5432, true",
        "platform-api, 10.1.2.3, 9093, true",
        "inference-service, 10.1.2.3, 9093, true",
        "admin-ui, 10.1.2.3, 9093, false",
        "admin-ui, 10.1.2.3, 22, false",
    })
    void letOutWhatIsNeeded(String from, String address, int port, boolean allowed) {
        assertThat(network(production, "moderato").allows(end(production, from), End.outside(address), port))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @EnumSource(names = {"PRODUCTION", "CHART"})
    void letPrometheusReadMetrics(Build build) {
        Manifests manifests = build.make();
        Network network = network(manifests, build == Build.CHART ? "" : "moderato");
        String namespace = network.namespace();
        for (String service : List.of("platform-api", "inference-service", "admin-ui")) {
            End end = End.pod(namespace, manifests.workload(service).labels());
            assertThat(network.allows(End.pod("monitoring", Map.of("app.kubernetes.io/name", "prometheus")), end, 8080))
                    .as(service)
                    .isTrue();
            assertThat(network.allows(End.pod("monitoring", Map.of("app.kubernetes.io/name", "grafana")), end, 8080))
                    .as(service)
                    .isFalse();
            assertThat(network.allows(End.pod("other", Map.of("app.kubernetes.io/name", "prometheus")), end, 8080))
                    .as(service)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void selectPodsThatAreThere(Build build) {
        Manifests manifests = build.make();

        assertThat(manifests.all(NetworkPolicy.class))
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(policy -> {
                    Network alone = new Network("here", List.of(policy));
                    String direction = policy.getSpec().getPolicyTypes().getFirst();
                    assertThat(manifests.workloads()).as(direction).anySatisfy(workload -> {
                        End pod = End.pod("here", workload.labels());
                        End nowhere = End.outside("192.0.2.1");
                        boolean free = direction.equals("Egress")
                                ? alone.allows(pod, nowhere, 1)
                                : alone.allows(nowhere, pod, 1);
                        assertThat(free).as("not selected, so free").isFalse();
                    });
                });
    }

    /** A receiver that the API would call is let through, and one that it refuses is not: the two say the same of each range's ends. */
    @Test
    void agreeWithTheGuardOfTheApiAboutWhoMayReceiveWebhooks() {
        Network network = network(production, "moderato");
        End api = end(production, "platform-api");
        List<InetAddress> samples = new ArrayList<>();
        for (IPBlock block : production.one(NetworkPolicy.class, "to-webhooks").getSpec().getEgress().stream()
                .flatMap(rule -> rule.getTo().stream())
                .map(peer -> peer.getIpBlock())
                .toList()) {
            samples.addAll(around(block.getCidr()));
            block.getExcept().forEach(except -> samples.addAll(around(except)));
        }

        assertThat(samples).hasSizeGreaterThan(70).allSatisfy(address -> {
            boolean allowed = network.allows(api, End.outside(address.getHostAddress()), 443);
            if (address instanceof Inet6Address && address.getHostAddress().startsWith("2002:")) {
                assertThat(allowed).as("a tunnel, which the guard looks into").isFalse();
            } else {
                assertThat(allowed).isEqualTo(guardAllows(address));
            }
        });
    }

    private static boolean guardAllows(InetAddress address) {
        String host = address.getHostAddress();
        try {
            GUARD.check("https://" + (address instanceof Inet6Address ? "[" + host + "]" : host) + "/");
            return true;
        } catch (RefusedAddressException e) {
            return false;
        }
    }

    /** The first and last address of a range and their neighbours outside. */
    private static List<InetAddress> around(String cidr) {
        String[] parts = cidr.split("/");
        byte[] bytes = End.outside(parts[0]).address().getAddress();
        int bits = bytes.length * 8;
        BigInteger first = new BigInteger(1, bytes);
        BigInteger size = BigInteger.ONE.shiftLeft(bits - Integer.parseInt(parts[1]));
        List<InetAddress> around = new ArrayList<>();
        for (BigInteger value : List.of(
                first.subtract(BigInteger.ONE), first, first.add(size).subtract(BigInteger.ONE), first.add(size))) {
            if (value.signum() >= 0 && value.bitLength() <= bits) {
                around.add(address(value, bytes.length));
            }
        }
        return around;
    }

    private static InetAddress address(BigInteger value, int length) {
        byte[] all = value.toByteArray();
        byte[] bytes = new byte[length];
        int kept = Math.min(length, all.length);
        System.arraycopy(all, all.length - kept, bytes, length - kept, kept);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Network network(Manifests manifests, String namespace) {
        return new Network(namespace, manifests.all(NetworkPolicy.class));
    }

    private static End end(Manifests manifests, String name) {
        String namespace = manifests == demo ? "moderato-dev" : "moderato";
        return switch (name) {
            case "ingress" -> End.pod(manifests == demo ? "kube-system" : "traefik", Map.of("app", "traefik"));
            case "dns" -> End.pod("kube-system", Map.of("k8s-app", "kube-dns"));
            case "stranger" -> End.pod(namespace, Map.of("app", "stranger"));
            default -> End.pod(namespace, manifests.workload(name).labels());
        };
    }
}

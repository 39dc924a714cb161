package io.moderato.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.moderato.address.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decides as a cluster would whether one end may open a TCP connection to another, by NetworkPolicies in one namespace. See <a
 * href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Network Policies</a>.
 */
record Network(String namespace, List<NetworkPolicy> policies) {
    /** A pod, or an address outside if it has no namespace. */
    record End(String namespace, Map<String, String> labels, InetAddress address) {
        static End pod(String namespace, Map<String, String> labels) {
            return new End(namespace, labels, parse("10.42.0.7"));
        }

        static End outside(String address) {
            return new End("", Map.of(), parse(address));
        }

        private static InetAddress parse(String address) {
            try {
                return InetAddress.getByName(address);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(address, e);
            }
        }
    }

    boolean allows(End from, End to, int port) {
        return mayLeave(from, to, port) && mayEnter(from, to, port);
    }

    private boolean mayLeave(End from, End to, int port) {
        List<NetworkPolicy> selecting = selecting(from, "Egress");
        return selecting.isEmpty()
                || selecting.stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .anyMatch(rule -> matchesPort(rule.getPorts(), port) && matchesPeer(rule.getTo(), to));
    }

    private boolean mayEnter(End from, End to, int port) {
        List<NetworkPolicy> selecting = selecting(to, "Ingress");
        return selecting.isEmpty()
                || selecting.stream()
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .anyMatch(rule -> matchesPort(rule.getPorts(), port) && matchesPeer(rule.getFrom(), from));
    }

    private List<NetworkPolicy> selecting(End end, String direction) {
        return policies.stream()
                .filter(policy -> end.namespace().equals(namespace)
                        && policy.getSpec().getPolicyTypes().contains(direction)
                        && matches(policy.getSpec().getPodSelector(), end.labels()))
                .toList();
    }

    private static boolean matchesPort(List<NetworkPolicyPort> ports, int port) {
        return ports.isEmpty()
                || ports.stream()
                        .filter(allowed -> allowed.getProtocol().equals("TCP"))
                        .anyMatch(allowed -> {
                            int first = allowed.getPort().getIntVal();
                            return port >= first && port <= Objects.requireNonNullElse(allowed.getEndPort(), first);
                        });
    }

    private boolean matchesPeer(List<NetworkPolicyPeer> peers, End end) {
        return peers.isEmpty() || peers.stream().anyMatch(peer -> matches(peer, end));
    }

    private boolean matches(NetworkPolicyPeer peer, End end) {
        if (peer.getIpBlock() != null) {
            return contains(peer.getIpBlock(), end.address());
        }
        boolean inNamespace = peer.getNamespaceSelector() == null
                ? end.namespace().equals(namespace)
                : !end.namespace().isEmpty()
                        && matches(peer.getNamespaceSelector(), Map.of("kubernetes.io/metadata.name", end.namespace()));
        return inNamespace && (peer.getPodSelector() == null || matches(peer.getPodSelector(), end.labels()));
    }

    private static boolean contains(IPBlock block, InetAddress address) {
        return AddressRange.of(block.getCidr()).contains(address)
                && block.getExcept().stream()
                        .noneMatch(except -> AddressRange.of(except).contains(address));
    }

    private static boolean matches(LabelSelector selector, Map<String, String> labels) {
        return (selector.getMatchLabels() == null
                        || labels.entrySet()
                                .containsAll(selector.getMatchLabels().entrySet()))
                && selector.getMatchExpressions().stream().allMatch(requirement -> matches(requirement, labels));
    }

    private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> labels) {
        if (!requirement.getOperator().equals("In")) {
            throw new IllegalStateException("Not known here: " + requirement.getOperator());
        }
        String value = labels.get(requirement.getKey());
        return value != null && requirement.getValues().contains(value);
    }
}

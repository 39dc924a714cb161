package io.moderato.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private static final AddressGuard STRICT = new AddressGuard(new AddressRules(false, Set.of(), List.of()));
    private static final AddressGuard HTTP = new AddressGuard(new AddressRules(true, Set.of(), List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example/a?b=c",
                "HTTPS://Hooks.Example",
                " https://hooks.example ",
                "https://hooks.example.:8443/",
                "https://93.184.215.14/",
                "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
                "https://xn--bcher-kva.example/",
                "https://123.example/",
                "https://localhost.example/"
            })
    void letsPublicAddressesPass(String address) {
        assertThat(STRICT.check(address).toString()).isEqualTo(address.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://hooks.example/            | must begin with https://.",
                "ftp://hooks.example/             | must begin with",
                "file:///etc/passwd               | must begin with",
                "hooks.example/path               | must begin with",
                "https:hooks.example              | names no host",
                "https://                         | cannot be read",
                "https:///path                    | names no host",
                "https://user@hooks.example/      | user name or a password",
                "https://user:pw@hooks.example/   | user name or a password",
                "https://a@127.0.0.1@b.example/   | user name or a password",
                "https://hooks.example:22/        | Port 22 is not for web addresses",
                "https://hooks.example:0/         | Port 0",
                "https://hooks.example:70000/     | Port 70000",
                "https://bücher.example/          | International names",
                "https://hooks.example\\@b.example | cannot be read: there is something wrong at character 22",
                "https://localhost/               | localhost leads to this machine itself",
                "https://LOCALHOST.:8443/         | localhost leads to this machine itself",
                "https://db.localhost/            | this machine itself"
            })
    void saysWhatIsWrongWithAnAddress(String address, String why) {
        assertThatThrownBy(() -> STRICT.check(address))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, this machine itself",
        "127.0.0.1, this machine itself",
        "127.255.255.254, this machine itself",
        "10.1.2.3, a private network",
        "172.16.0.1, a private network",
        "172.31.255.255, a private network",
        "192.168.1.1, a private network",
        "100.64.0.1, provider's network",
        "169.254.169.254, own link",
        "192.0.0.8, kept for protocols",
        "198.18.0.1, tests of networks",
        "224.0.0.1, a group of machines",
        "239.255.255.255, a group of machines",
        "255.255.255.255, nobody has",
        "[::], this machine itself",
        "[::1], this machine itself",
        "[0:0:0:0:0:0:0:1], this machine itself",
        "[::ffff:127.0.0.1], this machine itself",
        "[::ffff:7f00:1], this machine itself",
        "[::127.0.0.1], nobody has",
        "[fc00::1], a private network",
        "[fd12:3456::1], a private network",
        "[fe80::1], own link",
        "[fec0::1], a private network",
        "[ff02::1], a group of machines",
        "[64:ff9b::7f00:1], this machine itself",
        "[64:ff9b::10.0.0.1], a private network",
        "[64:ff9b:1::1], nobody has",
        "[2002:7f00:1::], this machine itself",
        "[2002:a9fe:a9fe::1], own link",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2], kept for protocols",
        "[2001:db8::1], kept for examples",
        "[100::1], nobody has"
    })
    void refusesAddressesThatAreNotPublicAndSaysWhatTheyLeadTo(String host, String words) {
        assertThatThrownBy(() -> STRICT.check("https://" + host + "/"))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("Whoever runs this platform can allow it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "172.15.255.255",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "192.0.1.1",
                "[64:ff9b::8.8.8.8]",
                "[2002:808:808::1]",
                "[2a00:1450:4001:80b::200e]"
            })
    void knowsWhereTheRangesEnd(String host) {
        assertThatCode(() -> STRICT.check("https://" + host + "/")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "127.0.0.01",
                "127.1",
                "127.0.1",
                "0",
                "0x",
                "1.2.3.4.5",
                "256.1.1.1",
                "example.0x1",
                "a.127"
            })
    void refusesNumbersThatSomeReadAsAnAddress(String host) {
        assertThatThrownBy(() -> HTTP.check("http://" + host + "/"))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageMatching(".*(is not a host|names no host|cannot be read).*");
    }

    @Test
    void refusesAZone() {
        assertThatThrownBy(() -> STRICT.check("https://[fe80::1%25eth0]/")).isInstanceOf(RefusedAddressException.class);
    }

    @Test
    void refusesAnAddressThatIsTooLong() {
        assertThatThrownBy(() -> STRICT.check("https://hooks.example/" + "a".repeat(2048)))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining("2,048 characters");
    }

    @Test
    void letsPassWhatTheOperatorAllows() throws Exception {
        AddressGuard guard = new AddressGuard(new AddressRules(
                true,
                Set.of("Hooks.Internal", "localhost"),
                List.of(AddressRange.of("10.1.0.0/16"), AddressRange.of("fd00:1::/32"))));

        for (String address : List.of("http://10.1.2.3/", "http://[fd00:1::5]/", "http://localhost:8080/")) {
            assertThatCode(() -> guard.check(address)).doesNotThrowAnyException();
        }
        guard.check("hooks.internal", InetAddress.ofLiteral("192.168.7.7"));
        assertThatThrownBy(() -> guard.check("other.internal", InetAddress.ofLiteral("192.168.7.7")))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining("other.internal leads to a private network");
        for (String address : List.of("http://10.2.0.1/", "http://[fd00:2::5]/", "http://127.0.0.1/")) {
            assertThatThrownBy(() -> guard.check(address)).isInstanceOf(RefusedAddressException.class);
        }
    }

    @Test
    void readsRanges() {
        assertThat(AddressRange.of("10.1.2.3/8")).hasToString("10.0.0.0/8").isEqualTo(AddressRange.of("10.0.0.0/8"));
        assertThat(AddressRange.of("10.1.2.3")).hasToString("10.1.2.3/32");
        assertThat(AddressRange.of("172.16.0.0/12").contains(InetAddress.ofLiteral("172.31.0.1")))
                .isTrue();
        assertThat(AddressRange.of("172.16.0.0/12").contains(InetAddress.ofLiteral("172.32.0.1")))
                .isFalse();
        assertThat(AddressRange.of("::/0").contains(InetAddress.ofLiteral("1.2.3.4")))
                .isFalse();
        for (String wrong : List.of("10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "hooks.example/8", "")) {
            assertThatThrownBy(() -> AddressRange.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

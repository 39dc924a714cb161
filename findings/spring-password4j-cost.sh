#!/bin/sh
# Finding: Spring Security's Argon2 encoder over Password4j checks a password with its own cost, not with the cost that the stored hash
# names.
#
# Versions: org.springframework.security:spring-security-crypto 7.1.1, com.password4j:password4j 1.8.4, org.bouncycastle:bcprov-jdk18on
# 1.86, any JDK 17+.
# Behaviour seen: an Argon2 hash carries its memory, passes and lanes ("$argon2id$v=19$m=16384,t=2,p=1$..."). The older
# Argon2PasswordEncoder (over Bouncy Castle) reads them, so it accepts the right password after its own cost was raised.
# Argon2Password4jPasswordEncoder does not read them: set to another cost than the hash was made with, it answers false for the right
# password. Whoever raises the cost with this encoder locks out every account that exists. With the same cost both accept the hashes of
# the other one.
# The script fails (exit 1) if a later version behaves otherwise. It needs Maven and a JDK, and writes to a temporary folder only.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.springframework.security</groupId><artifactId>spring-security-crypto</artifactId><version>7.1.1</version></dependency>
    <dependency><groupId>com.password4j</groupId><artifactId>password4j</artifactId><version>1.8.4</version></dependency>
    <dependency><groupId>org.bouncycastle</groupId><artifactId>bcprov-jdk18on</artifactId><version>1.86</version></dependency>
    <dependency><groupId>org.springframework</groupId><artifactId>spring-core</artifactId><version>7.0.9</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -f "$dir/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/lib" > "$dir/mvn.log" 2>&1 || { cat "$dir/mvn.log"; exit 2; }
cat > "$dir/Finding.java" <<'JAVA'
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password4j.Argon2Password4jPasswordEncoder;

public class Finding {
    public static void main(String[] args) {
        String password = "a long enough password";
        int before = 16 * 1024;
        int raised = 19 * 1024;
        boolean asSeen = seen("Bouncy Castle, cost raised", bouncyCastle(before), bouncyCastle(raised), password, true);
        asSeen &= seen("Password4j, cost raised", password4j(before), password4j(raised), password, false);
        asSeen &= seen("Password4j, same cost", password4j(before), password4j(before), password, true);
        asSeen &= seen("Password4j reads Bouncy Castle's", bouncyCastle(before), password4j(before), password, true);
        System.out.println(asSeen ? "as seen" : "CHANGED");
        System.exit(asSeen ? 0 : 1);
    }

    private static boolean seen(String name, PasswordEncoder made, PasswordEncoder asked, String password, boolean expected) {
        boolean matches = asked.matches(password, made.encode(password));
        System.out.println(name + ": the right password " + (matches ? "matches" : "does not match"));
        return matches == expected;
    }

    private static PasswordEncoder bouncyCastle(int memoryKib) {
        return new Argon2PasswordEncoder(16, 32, 1, memoryKib, 2);
    }

    private static PasswordEncoder password4j(int memoryKib) {
        return new Argon2Password4jPasswordEncoder(Argon2Function.getInstance(memoryKib, 2, 1, 32, Argon2.ID));
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java" 2> "$dir/err.log"

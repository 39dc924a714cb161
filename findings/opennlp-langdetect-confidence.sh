#!/bin/sh
# Finding: the confidence of OpenNLP's language detector says how long a text is, not how sure the answer is.
#
# Versions: org.apache.opennlp:opennlp-tools 2.5.5, org.apache.opennlp:opennlp-models-langdetect 1.2.0 (langdetect-183.bin), any JDK 17+.
# Behaviour seen: the right language of a plain, unmistakable sentence comes first with a confidence of about .02 to .1 (103 languages
# share the rest nearly evenly); the same sentence eight times over has no other confidence, since repeated letter sequences count
# once; only a longer text of different words comes near 1. A limit such as .5 rejects nearly every chat message.
# What holds is the ratio between two languages of one answer.
# The script fails (exit 1) if a later version behaves otherwise. It needs Maven and a JDK, and writes to a temporary folder only.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.opennlp</groupId><artifactId>opennlp-tools</artifactId><version>2.5.5</version></dependency>
    <dependency><groupId>org.apache.opennlp</groupId><artifactId>opennlp-models-langdetect</artifactId><version>1.2.0</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -f "$dir/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/lib" > "$dir/mvn.log" 2>&1 || { cat "$dir/mvn.log"; exit 2; }
cat > "$dir/Finding.java" <<'JAVA'
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

public class Finding {
    public static void main(String[] args) throws Exception {
        var detector = new LanguageDetectorME(
                new LanguageDetectorModel(Finding.class.getResourceAsStream("/langdetect-183.bin")));
        String sentence = "I think this is a very good idea and you should do it.";
        String german = "Ich finde die Idee sehr gut und du solltest das machen.";
        String article = "The committee met on Thursday to discuss whether the old bridge across the river should be repaired or "
                + "replaced. Several members pointed out that heavy lorries had been using it every night for years, while "
                + "others worried about the cost, the noise and the trees along the bank. Nobody wanted to decide before "
                + "hearing from the engineers, who promised their report within a month, and so the meeting ended early.";
        boolean asSeen = shown(detector, sentence, "eng") < .25;
        asSeen &= shown(detector, german, "deu") < .25;
        asSeen &= shown(detector, (sentence + " ").repeat(8), "eng") < .3;
        asSeen &= shown(detector, article, "eng") > .7;
        System.out.println(asSeen ? "as seen" : "CHANGED");
        System.exit(asSeen ? 0 : 1);
    }

    private static double shown(LanguageDetectorME detector, String text, String expected) {
        Language best = detector.predictLanguage(text);
        System.out.printf("%s %.3f  %s%n", best.getLang(), best.getConfidence(), text.length() > 60 ? text.substring(0, 60) + "..." : text);
        return best.getLang().equals(expected) ? best.getConfidence() : Double.NaN;
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java" 2> "$dir/err.log"

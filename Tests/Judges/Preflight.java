// Has PDFBox's preflight judge PDF files: an independent reading of PDF/A-1b, the only part that it knows.
//
// Debian 12: apt-get install libpdfbox2-java libactivation-java libjaxb-api-java default-jdk-headless, and in a shell
//   jars=""; for jar in preflight pdfbox2 fontbox2 xmpbox commons-logging commons-io javax.activation jaxb-api
//   do jars=$jars:/usr/share/java/$jar.jar; done
//   java -cp "$jars" Tests/Judges/Preflight.java [--all] FILE.pdf...
// A line is one failure: `FILE: code message`. Exit 0 when there is none, 1 when there is. Of a file of part 2 or 3 it
// says usefully whether fonts are embedded, colours have a profile that can be read, Info equals XMP, and annotations
// and actions are allowed. What only part 1 asks for is left out, but for --all: it ends the judging of a font, so that
// widths and .notdef are not looked at.

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.preflight.ValidationResult.ValidationError;
import org.apache.pdfbox.preflight.parser.PreflightParser;

public class Preflight {
    // Object and reference streams, attachments, ICC of version 4, CIDSet, part 1 itself, resources that forms share.
    static final String PART_1 = "1\\.4 .*XRef cross reference.*|1\\.2\\.9 .*EmbeddedFile.*"
        + "|1\\.4\\.7 .*EmbeddedFile.*|2\\.1\\.6 .*version of the ICCProfile.*|3\\.1\\.11 .*CIDSet entry is missing.*"
        + "|7\\.11\\.2 .*part must be 1.*|8 .*PDResources recursion.*";

    public static void main(String[] words) {
        boolean all = words.length > 0 && words[0].equals("--all"), good = true;
        for (String file : Arrays.copyOfRange(words, all ? 1 : 0, words.length)) {
            Set<String> lines = new TreeSet<>();
            try {
                PreflightParser parser = new PreflightParser(file);
                parser.parse();
                parser.getPreflightDocument().validate();
                for (ValidationError error : parser.getPreflightDocument().getResult().getErrorsList())
                    lines.add((error.getErrorCode() + " " + error.getDetails()).replace('\n', ' '));
                parser.getPreflightDocument().close();
            } catch (Exception error) {
                lines.add("it cannot be read: " + error.getMessage());
            }
            if (!all) lines.removeIf(line -> line.matches(PART_1));
            for (String line : lines) System.out.println(file + ": " + line);
            good &= lines.isEmpty();
        }
        System.exit(good ? 0 : 1);
    }
}

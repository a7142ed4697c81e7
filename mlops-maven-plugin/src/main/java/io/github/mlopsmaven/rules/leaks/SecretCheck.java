package io.github.mlopsmaven.rules.leaks;

import io.github.mlopsmaven.rules.data.DataFile;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** No secret and no id of somebody's own is in the project. A finding never shows the secret. */
final class SecretCheck implements Check {

  static final Rule SECRET =
      new Rule("leak-secret", Level.ERROR, "Hard-coded key, token, password or private key");

  static final Rule IDENTITY =
      new Rule("leak-identity", Level.NOTE, "Hard-coded subscription or tenant id");

  static final Rule STORAGE_ACCOUNT =
      new Rule(
          "leak-storage-account", Level.WARNING, "Hard-coded storage account of another owner");

  private static final Map<String, Rule> RULES =
      Map.of(
          SECRET.id(), SECRET,
          IDENTITY.id(), IDENTITY,
          STORAGE_ACCOUNT.id(), STORAGE_ACCOUNT);

  private static final Map<String, String> REMEDIES =
      Map.of(
          SECRET.id(),
          "remove it, revoke it, create a new one, and keep that in a key"
              + " vault or a secret of the pipelines",
          IDENTITY.id(),
          "remove it and read it when the pipeline runs: `az account show`",
          STORAGE_ACCOUNT.id(),
          "put a setting of config-infra-*.yml in its place, or copy the data");

  private static final List<Kind> KINDS =
      DataFile.lines(SecretCheck.class, "secrets.txt").stream()
          .map(line -> Kind.of(line.split("\t", 4)))
          .toList();

  /**
   * The accounts of Databricks in each region, which firewalls have to let pass.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/databricks/resources/ip-domain-region">Domains</a>
   */
  private static final Pattern OF_DATABRICKS =
      Pattern.compile("(?:dbartifactsprod|arprod|dblogprod|ucstprd|dbstoragep)[a-z0-9]+");

  private static final Set<String> PUBLIC =
      Set.copyOf(DataFile.lines(SecretCheck.class, "public-accounts.txt"));

  /**
   * Ids of subscriptions and tenants are random: version 4 of RFC 9562. Made up ones seldom are.
   */
  private static final Pattern GIVEN_ID =
      Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?:my|your|test|example|sample|some|the|name|account).*|storage(?:account)?\\d*");

  /** Data is not looked at: it is large, and nobody writes a key into it. */
  private static final int LARGEST = 1 << 20;

  private static final int LONGEST_LINE = 2000;

  private record Kind(Rule rule, String title, String hint, String form) {

    /** Few files have a hint, so most patterns are never compiled. */
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    static Kind of(String[] columns) {
      return new Kind(
          Objects.requireNonNull(RULES.get(columns[0])), columns[1], columns[2], columns[3]);
    }

    Pattern pattern() {
      return PATTERNS.computeIfAbsent(form, Pattern::compile);
    }
  }

  /**
   * What documentation writes in the place of a secret; and the keys of the emulators. Those of the
   * documentation of AWS have EXAMPLE in them.
   */
  private static final Pattern STANDS_FOR =
      Pattern.compile(
          "(?-i:EXAMPLE)|(?i)placeholder|your[-_]|changeme|dummy|xxxx|00000|\\*\\*\\*|eby8vdm02xnocqflquwjpllmetlcdxj1ouzft50usrz"
              + "|c2y6ydjf5/r\\+ob0n8a7cgv30vrdjiwehlm\\+4qdu5de2nq9ndu");

  private static final String KEY_HEAD = "PRIVATE KEY-----";

  /** What ends a line of code that has the head of a key. */
  private static final Pattern KEY_LINE =
      Pattern.compile("(?:\\\\[nr])*[\"']?\\s*[,+;\\\\)|&]*\\s*");

  /** The beginning of a key, after an end of line that is written out, in quotes perhaps. */
  private static final Pattern KEY = Pattern.compile("(?:\\\\[nr])*[\\s\"'+]*[A-Za-z0-9+/]{16}");

  private static final Pattern FORM = Pattern.compile("\\.windows\\.net/[^\\s\"']*<[A-Za-z_ -]+>");

  /** A file for people to read, or a test. */
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "(?i)\\.(?:md|markdown|rst|adoc|txt|html?)$|(?:^|/)(?:docs?|examples?|tests?)/|_test\\.\\w+$|(?:^|/)test_[^/]*$");

  /** What Firebase gives to each app: its key says which project it is, and opens nothing. */
  private static final Pattern FIREBASE =
      Pattern.compile(
          "\"project_info\"|\\.firebaseapp\\.com|\\bGOOGLE_APP_ID\\b|FirebaseOptions\\(");

  /** A test, which often has a key that it made for itself. */
  private static final Pattern TEST =
      Pattern.compile(
          "(?i)(?:^|/)(?:tests?|testdata|test_?resources|fixtures?|mocks?|__tests__|specs?)/"
              + "|_test\\.\\w+$|(?:^|/)test_[^/]*$|\\.tests\\.ps1$|\\.(?:test|spec)\\.[jt]sx?$");

  /** The name of a service, without a domain. */
  private static final Pattern INSIDE = Pattern.compile("[A-Za-z][\\w-]*(?=[:/?\"'\\s]|$)");

  /** A linked service of Azure Data Factory or Synapse is one of a store, as a datastore is. */
  private static final Pattern LINKED = Pattern.compile("(?:^|/)linkedServices?/[^/]+\\.json$");

  private static final Pattern ADDRESS = Pattern.compile(".*?://([^:@]*):([^@]*)@");

  private static final Pattern EXPIRY = Pattern.compile("[?&;]se=(20\\d\\d-[01]\\d-[0-3]\\d)");

  private static final String SIGNATURE = "sig=";

  private static final int LONGEST_ADDRESS = 400;

  private static final Pattern HOST = Pattern.compile("\\[?[\\w.:-]+");

  /** This machine. */
  private static final Pattern LOCAL =
      Pattern.compile(
          "(?i)(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1|host\\.docker\\.internal)(?::.*)?");

  /** The domains of RFC 2606. */
  private static final Pattern EXAMPLES =
      Pattern.compile(
          "(?i)(?:(?:[\\w-]+\\.)*example(?:\\.(?:com|org|net))?|[\\w.-]+\\.(?:test|invalid|local))(?::.*)?");

  /** What people write for a user or a password that is none. */
  private static final Pattern WORD =
      Pattern.compile(
          "(?i)(?:my|your|the|some|db|test|dev|user|example|sample|fake|secret|secure|strong)?[-_]?"
              + "(?:user(?:name)?|pass(?:word|wd)?|pwd|pw|secret|root|admin|guest|postgres|mysql|mongo|redis|rabbit(?:mq)?"
              + "|airflow|mlflow|example|test|token|key|pat|x-access-token|oauth2|login|me)[-_]?\\d{0,3}!?");

  /**
   * A leak.
   *
   * @param kind what it looks like
   * @param position where
   * @param isExample whether it may be one that is only shown
   * @param isWeak whether it is for a service that only containers beside it can reach, or opens
   *     nothing any more
   */
  private record Leak(Kind kind, Position position, boolean isExample, boolean isWeak) {}

  private record Leaks(List<Leak> list) {}

  @Override
  public List<Rule> rules() {
    return List.of(SECRET, IDENTITY, STORAGE_ACCOUNT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      for (Leak leak : file.content().learn(Leaks.class, SecretCheck::search).list()) {
        Rule rule = leak.kind().rule();
        // A document shows what a path looks like, and a datastore has to name the account that it
        // is.
        boolean isTest = TEST.matcher(file.path()).find();
        boolean isShown =
            (rule.equals(STORAGE_ACCOUNT) || leak.isExample())
                && DOCUMENT.matcher(file.path()).find();
        // A test asks for addresses that nobody has.
        if (isShown || (isTest && leak.kind().hint().equals("://"))) {
          continue;
        }
        boolean isDatastore =
            rule.equals(STORAGE_ACCOUNT)
                && ((file.kind() == FileKind.AZURE_ML && isDatastore(file))
                    || LINKED.matcher(file.path()).find());
        if (isDatastore) {
          continue;
        }
        String problem = "this looks like " + leak.kind().title();
        String remedy = Objects.requireNonNull(REMEDIES.get(rule.id()));
        if (leak.isWeak() || leak.isExample() || isTest) {
          findings.addDoubtful(rule, file.path(), leak.position(), problem, remedy);
        } else {
          findings.add(rule, file.path(), leak.position(), problem, remedy);
        }
      }
    }
  }

  private static boolean isDatastore(SourceFile file) {
    return file.yaml().root().filter(root -> root.get("account_name").isPresent()).isPresent();
  }

  private static Leaks search(Content content) {
    List<Leak> found = new ArrayList<>();
    if (content.size() <= LARGEST && content.isText()) {
      String text = content.text();
      for (Kind kind : KINDS) {
        int at = content.mayHave(kind.hint()) ? text.indexOf(kind.hint()) : -1;
        while (at >= 0) {
          int start = Math.max(text.lastIndexOf('\n', at), text.lastIndexOf('\r', at)) + 1;
          int end = lineEnd(text, at);
          if (end - start <= LONGEST_LINE && !standsForOther(text, start, end)) {
            search(text, start, end, kind, found);
          }
          at = text.indexOf(kind.hint(), end);
        }
      }
    }
    return new Leaks(List.copyOf(found));
  }

  /** The public key of a search service, a private key without a body, a form to fill in. */
  private static boolean standsForOther(String text, int start, int end) {
    String line = text.substring(start, end);
    int begin = Math.min(text.length(), end + 1);
    String next = text.substring(begin, Math.min(lineEnd(text, begin), text.length())).strip();
    boolean isEmptyKey = line.contains(KEY_HEAD) && !mayHaveKey(line, next);
    boolean isPublic =
        line.contains("apiKey")
            && text.substring(Math.max(0, start - 300), start).contains("algolia");
    isPublic |= line.contains("AIza") && FIREBASE.matcher(text).find();
    return isEmptyKey || isPublic || FORM.matcher(line).find();
  }

  /**
   * Whether a key may follow its head: on the line, or on the next, whose end may be the file's.
   */
  private static boolean mayHaveKey(String line, String next) {
    String behind = line.substring(line.indexOf(KEY_HEAD) + KEY_HEAD.length());
    boolean isEnd = behind.isBlank() || KEY_LINE.matcher(behind).matches();
    return KEY.matcher(behind).lookingAt()
        || (isEnd && (next.isEmpty() || (KEY.matcher(next).lookingAt() && !next.contains("..."))));
  }

  private static int lineEnd(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        return i;
      }
    }
    return text.length();
  }

  /** Looks for what the pattern of a kind finds in one line. */
  private static void search(String text, int start, int end, Kind kind, List<Leak> found) {
    Matcher matcher = kind.pattern().matcher(text.substring(start, end));
    while (matcher.find()) {
      int group = matcher.groupCount() > 0 ? 1 : 0;
      String secret = matcher.group(group);
      // A service for development is often given the user's name as password.
      boolean isUser =
          matcher.group().contains("//" + secret + ":" + secret + "@")
              || isExampleAddress(matcher.group(), text.substring(start + matcher.end(), end));
      // The end of a name that is filled in, as in st{env}shared or st<env>shared.
      int from = start + matcher.start(group);
      boolean isEnd =
          kind.rule().equals(STORAGE_ACCOUNT)
              && from > start
              && "}>])%".indexOf(text.charAt(from - 1)) >= 0;
      if (!isUser && !isEnd && !isPlaceholder(secret, kind.rule())) {
        int line = (int) text.substring(0, end).lines().count();
        boolean isInside = INSIDE.matcher(text).region(start + matcher.end(), end).lookingAt();
        found.add(
            new Leak(
                kind,
                new Position(line, from - start + 1),
                kind.rule().equals(SECRET)
                    && (isInOrder(secret)
                        || isForNobody(
                            matcher.group(), text.substring(start + matcher.end(), end))),
                (isInside && ADDRESS.matcher(matcher.group()).matches())
                    || (kind.hint().equals(SIGNATURE) && isExpired(text, start, end, from))));
      }
    }
  }

  /**
   * Whether a shared access signature says that its time is over.
   *
   * @see <a href="https://learn.microsoft.com/rest/api/storageservices/create-service-sas">Service
   *     SAS</a>
   */
  private static boolean isExpired(String text, int start, int end, int at) {
    int from = Math.max(start, at - LONGEST_ADDRESS);
    Matcher expiry = EXPIRY.matcher(text).region(from, Math.min(end, at + LONGEST_ADDRESS));
    return expiry.find() && expiry.group(1).compareTo(LocalDate.now(ZoneOffset.UTC).toString()) < 0;
  }

  /**
   * Whether an address with a password is one of a service for development, or of an example: by
   * its host, or because user and password are words that stand for such.
   */
  private static boolean isExampleAddress(String address, String behind) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      return false;
    }
    boolean isWord = isWords(parts.group(2));
    Matcher host = HOST.matcher(behind);
    String name = host.lookingAt() ? host.group() : "";
    boolean isInside = !name.isEmpty() && name.indexOf('.') < 0;
    boolean isPlain = isInside || EXAMPLES.matcher(name).matches() || isWords(parts.group(1));
    return LOCAL.matcher(name).matches() || (isWord && isPlain);
  }

  /** Whether an address with a password is one of a domain that nobody can have. */
  private static boolean isForNobody(String address, String behind) {
    Matcher host = HOST.matcher(behind);
    return ADDRESS.matcher(address).matches()
        && host.lookingAt()
        && EXAMPLES.matcher(host.group()).matches();
  }

  /** Whether it is words that stand for others, with what has to be written as %20 between them. */
  private static boolean isWords(String text) {
    String[] words = text.split("%[0-9A-Fa-f]{2}|[\\s#:+.]", -1);
    return Stream.of(words).allMatch(word -> word.length() < 3 || WORD.matcher(word).matches());
  }

  /** Whether most characters are followed by the next one, as in 0123456789abcdef. */
  private static boolean isInOrder(String text) {
    int steps = 0;
    for (int i = 1; i < text.length(); i++) {
      steps += text.charAt(i) == text.charAt(i - 1) + 1 ? 1 : 0;
    }
    return steps > text.length() / 2;
  }

  /**
   * Zeros, a row of one character, ids that no service gives, accounts that are open to everybody
   * or only stand for one.
   */
  private static boolean isPlaceholder(String text, Rule rule) {
    boolean isMonotonous = text.chars().filter(c -> c != '-').distinct().count() < 3;
    boolean isExample =
        rule.equals(STORAGE_ACCOUNT)
            && (PUBLIC.contains(text)
                || OF_DATABRICKS.matcher(text).matches()
                || EXAMPLE.matcher(text).matches());
    boolean standsFor = rule.equals(SECRET) && STANDS_FOR.matcher(text).find();
    return isMonotonous
        || standsFor
        || isExample
        || (rule.equals(IDENTITY) && !GIVEN_ID.matcher(text).matches());
  }
}

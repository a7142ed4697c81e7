package io.github.mlopsmaven.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlopsmaven.git.GitTemplateSource;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.SignatureResult;
import io.github.mlopsmaven.template.SignedState;
import io.github.mlopsmaven.template.SignedState.GitObject;
import io.github.mlopsmaven.template.TemplateSignature;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TrustedKeys;
import io.github.mlopsmaven.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that the real programs make, and those that they do not. */
class TrustedSignaturesTest {

  @TempDir static Path base;
  @TempDir Path folder;

  private static SigningKit kit;
  private static String company;
  private static String foreign;
  private static String pgp;

  private SigningKit.Repository repository;

  @BeforeAll
  static void makeKeys() throws IOException {
    assumeTrue(SigningKit.has("ssh-keygen") && SigningKit.has("gpg") && SigningKit.has("git"));
    kit = new SigningKit(base.resolve("h"));
    company = kit.sshKey("company");
    foreign = kit.sshKey("foreign");
    generate("Ada <ada@acme.example>", "0");
    pgp = kit.gpg("--armor", "--export", "ada@acme.example");
  }

  @AfterAll
  static void endAgent() {
    if (kit != null) {
      kit.close();
    }
  }

  private static void generate(String user, String expires, String... more) {
    kit.gpg("--quick-generate-key", user, "ed25519", "sign", expires);
    assertThat(more).isEmpty();
  }

  @BeforeEach
  void makeRepository() {
    repository = kit.new Repository(folder.resolve("t"));
    repository.signsWithSsh("company");
  }

  private static TrustedKeys ssh(String... lines) {
    return new TrustedKeys(
        Optional.of(String.join("\n", lines) + "\n"), Optional.empty(), Optional.empty());
  }

  private static TrustedKeys openPgp(String keys) {
    return new TrustedKeys(Optional.empty(), Optional.empty(), Optional.of(keys));
  }

  private static TrustedKeys company(String options) {
    return ssh("ada@acme.example " + options + company);
  }

  private SignatureResult check(String ref, TrustedKeys trusted) {
    try (TemplateSnapshot snapshot =
        GitTemplateSource.ofFolder(
                repository.folder(), Optional.of(ref), folder.resolve("c"), GitAccess.standard())
            .open()) {
      return new TrustedSignatures().check(snapshot.signed().orElseThrow(), trusted);
    }
  }

  @Test
  void aCommitSignedWithSsh() {
    repository.commit(Map.of(), "-S");

    TemplateSignature found = check("main", company("")).signature().orElseThrow();

    assertThat(found.kind()).isEqualTo("ssh");
    assertThat(found.signer()).isEqualTo("ada@acme.example");
    assertThat(found.of()).isEqualTo("commit");
    assertThat(found.key())
        .isEqualTo(
            kit.run(base, Map.of(), "ssh-keygen", "-lf", kit.home().resolve("company").toString())
                .split(" ", -1)[1]);
  }

  @Test
  void aTagSignedWithSsh() {
    repository.commit(Map.of());
    repository.git("tag", "-s", "-m", "Release", "v1");

    assertThat(check("v1", company("")).signature())
        .get()
        .extracting(TemplateSignature::of)
        .isEqualTo("tag");
    assertThat(check("main", company("")).problem()).isEqualTo("the commit is not signed");
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, -t rsa -b 2048",
    "p256, -t ecdsa -b 256",
    "p384, -t ecdsa -b 384",
    "p521, -t ecdsa -b 521",
  })
  void otherKindsOfKeys(String name, String type) {
    String key = kit.sshKey(name, type.split(" ", -1));
    repository.signsWithSsh(name);
    repository.commit(Map.of(), "-S");

    assertThat(check("main", ssh("ada@acme.example " + key)).signature()).isPresent();
  }

  @Test
  void aForeignKey() {
    repository.commit(Map.of(), "-S");

    assertThat(check("main", ssh("eve@evil.example " + foreign)).problem())
        .startsWith("the signature of the commit is not accepted: key SHA256:");
  }

  @Test
  void theUsersOwnFilesDoNotCount() throws IOException {
    Path own = Files.writeString(folder.resolve("own"), "ada@acme.example " + company + "\n");
    repository.git("config", "gpg.ssh.allowedSignersFile", own.toString());
    repository.commit(Map.of(), "-S");

    assertThat(check("main", ssh("eve@evil.example " + foreign)).signature()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'namespaces=\"git\" ', true",
    "'namespaces=\"file\" ', false",
    "'valid-after=\"20200101\" ', true",
    "'valid-after=\"20990101\" ', false",
    "'valid-before=\"20990101\" ', true",
    "'valid-before=\"20200101\" ', false",
    "'valid-after=\"20200101\",valid-before=\"20990101\" ', true",
    "'namespaces=\"file,git\",valid-before=\"209901010000Z\" ', true",
    "'namespaces=\"git\",valid-before=\"20200101\" ', false",
  })
  void optionsOfAllowedSigners(String options, boolean good) {
    repository.commit(Map.of(), "-S");

    assertThat(check("main", company(options)).signature().isPresent()).isEqualTo(good);
  }

  @Test
  void anotherNamespace() throws IOException {
    String id = repository.commit(Map.of(), "-S");
    GitObject signed = object(id, "commit");
    String text = new String(signed.content(), StandardCharsets.UTF_8);
    String payload =
        new String(SignedObject.commit(signed.content()).payload(), StandardCharsets.UTF_8);
    Path file = Files.writeString(folder.resolve("payload"), payload);
    kit.run(
        folder,
        Map.of(),
        "ssh-keygen",
        "-Y",
        "sign",
        "-n",
        "file",
        "-f",
        kit.home().resolve("company").toString(),
        file.toString());
    String armored = Files.readString(folder.resolve("payload.sig")).strip();
    int end = payload.indexOf("\n\n");
    String forged =
        payload.substring(0, end)
            + "\ngpgsig "
            + armored.replace("\n", "\n ")
            + payload.substring(end);

    assertThat(text).contains("gpgsig");
    assertThat(checked(forged).signature()).isEmpty();
  }

  private static SignatureResult checked(String commit) {
    return new TrustedSignatures()
        .check(
            new SignedState(
                Optional.empty(),
                new GitObject("1".repeat(40), commit.getBytes(StandardCharsets.UTF_8)),
                List.of()),
            company(""));
  }

  private GitObject object(String id, String type) {
    return new GitObject(
        id, (repository.git("cat-file", type, id) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRevokedKey() {
    repository.commit(Map.of(), "-S");
    TrustedKeys trusted =
        new TrustedKeys(company("").ssh(), Optional.of(company + "\n"), Optional.empty());

    assertThat(check("main", trusted).problem()).contains("key SHA256:");
    assertThat(
            check(
                    "main",
                    new TrustedKeys(
                        company("").ssh(), Optional.of(foreign + "\n"), Optional.empty()))
                .signature())
        .isPresent();
  }

  @Test
  void aCertificateOfAnAuthority() {
    String authority = kit.sshKey("authority");
    kit.sshKey("member");
    kit.run(
        kit.home(),
        Map.of(),
        "ssh-keygen",
        "-q",
        "-s",
        "authority",
        "-I",
        "m",
        "-n",
        "ada@acme.example",
        "-V",
        "-1d:+1d",
        "member.pub");
    repository.git("config", "gpg.format", "ssh");
    repository.git("config", "user.signingkey", kit.home().resolve("member-cert.pub").toString());
    repository.git("config", "gpg.ssh.program", "ssh-keygen");
    repository.commit(Map.of(), "-S");

    assertThat(check("main", ssh("*@acme.example cert-authority " + authority)).signature())
        .isPresent();
    assertThat(check("main", ssh("*@acme.example cert-authority " + foreign)).signature())
        .isEmpty();
    assertThat(check("main", ssh("*@acme.example " + authority)).signature()).isEmpty();
  }

  @Test
  void nothingIsSigned() {
    repository.commit(Map.of());
    repository.git("tag", "-a", "-m", "Release", "v1");

    assertThat(check("main", company("")).problem()).isEqualTo("the commit is not signed");
    assertThat(check("v1", company("")).problem())
        .isEqualTo("neither the tag nor the commit is signed");
    assertThat(check("main", TrustedKeys.NONE).problem()).isEqualTo("no key is trusted");
  }

  @Test
  void aTagThatIsNotSignedOfACommitThatIs() {
    repository.commit(Map.of(), "-S");
    repository.git("tag", "-a", "-m", "Release", "v1");
    repository.git("tag", "light");

    assertThat(check("v1", company("")).signature())
        .get()
        .extracting(TemplateSignature::of)
        .isEqualTo("commit");
    assertThat(check("light", company("")).signature()).isPresent();
  }

  @Test
  void aTagSignedByAForeignKeyOfACommitThatIsGood() {
    repository.commit(Map.of(), "-S");
    repository.signsWithSsh("foreign");
    repository.git("tag", "-s", "-m", "Release", "v1");

    assertThat(check("v1", company("")).problem())
        .startsWith("the signature of the tag is not accepted");
  }

  @Test
  void anOldSignedTagUnderANewName() {
    repository.commit(Map.of());
    repository.git("tag", "-s", "-m", "Release", "v1");
    repository.commit(Map.of());
    repository.git("update-ref", "refs/tags/v2", repository.git("rev-parse", "v1^{tag}"));

    assertThat(check("v2", company("")).problem())
        .isEqualTo("the tag v2 is signed under another name, v1: somebody put it there");
    assertThat(check("v1", company("")).signature()).isPresent();
    assertThat(check("refs/tags/v1", company("")).signature()).isPresent();
  }

  @Test
  void aTagThatLeadsToAnotherCommit() {
    String one = repository.commit(Map.of());
    repository.git("tag", "-s", "-m", "Release", "v1");
    String other = repository.commit(Map.of());
    GitObject tag = object(repository.git("rev-parse", "v1^{tag}"), "tag");
    TrustedSignatures signatures = new TrustedSignatures();

    assertThat(
            signatures
                .check(
                    new SignedState(Optional.of("v1"), object(one, "commit"), List.of(tag)),
                    company(""))
                .signature())
        .isPresent();
    assertThat(
            signatures
                .check(
                    new SignedState(Optional.of("v1"), object(other, "commit"), List.of(tag)),
                    company(""))
                .problem())
        .isEqualTo("the tag does not lead to the commit");
  }

  @Test
  void aContentThatWasChanged() {
    String id = repository.commit(Map.of(), "-S");
    String text = new String(object(id, "commit").content(), StandardCharsets.UTF_8);

    assertThat(checked(text).signature()).isPresent();
    assertThat(checked(text.replace("Work", "Evil")).signature()).isEmpty();
    assertThat(checked(text.replace("author Ada", "author Eve")).signature()).isEmpty();
    assertThat(
            checked(text.replaceFirst("(?s)( [A-Za-z0-9+/]{20})([A-Za-z0-9+/])", "$1A"))
                .signature())
        .isEmpty();
  }

  @Test
  void twoSignatures() {
    String id = repository.commit(Map.of(), "-S");
    String text = new String(object(id, "commit").content(), StandardCharsets.UTF_8);
    int at = text.indexOf("gpgsig ");
    String signature = text.substring(at, text.indexOf("\n\n", at) + 1);

    assertThat(checked(text.replace(signature, signature + signature)).problem())
        .isEqualTo("the commit has more than one signature");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN SSH SIGNATURE-----\n U1NIU0lH\n -----END SSH SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----\n !!!\n -----END SSH SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----",
        "-----BEGIN PGP SIGNATURE-----\n\n AAAA\n -----END PGP SIGNATURE-----",
        "-----BEGIN SIGNED MESSAGE-----\n AAAA\n -----END SIGNED MESSAGE-----",
        "nonsense",
      })
  void damagedSignatures(String signature) {
    assertThat(checked("tree " + "1".repeat(40) + "\ngpgsig " + signature + "\n\nm\n").problem())
        .startsWith("the signature of the commit is not accepted: ");
  }

  @Test
  void aCommitSignedWithOpenPgp() {
    repository.signsWithGpg("ada@acme.example");
    repository.commit(Map.of(), "-S");
    repository.git("tag", "-s", "-m", "Release", "v1");

    TemplateSignature found = check("main", openPgp(pgp)).signature().orElseThrow();

    assertThat(found.kind()).isEqualTo("openpgp");
    assertThat(found.signer()).isEqualTo("Ada <ada@acme.example>");
    assertThat(kit.gpg("--list-keys", "--with-colons", "ada@acme.example")).contains(found.key());
    assertThat(check("v1", openPgp(pgp)).signature())
        .get()
        .extracting(TemplateSignature::of)
        .isEqualTo("tag");
    assertThat(check("main", company("")).problem()).contains("no OpenPGP key is trusted");
  }

  @Test
  void aSubkeyOfAnRsaKey() {
    kit.gpg("--quick-generate-key", "Sub <sub@acme.example>", "rsa2048", "cert", "0");
    String key = fingerprint("sub@acme.example");
    kit.gpg("--quick-add-key", key, "rsa2048", "sign", "0");
    String keys = kit.gpg("--armor", "--export", key);
    repository.signsWithGpg("sub@acme.example");
    repository.commit(Map.of(), "-S");

    assertThat(check("main", openPgp(pgp + "\n" + keys)).signature())
        .get()
        .extracting(TemplateSignature::key)
        .isEqualTo(key);
    assertThat(check("main", openPgp(pgp)).problem()).contains(" is not trusted");
  }

  private static String fingerprint(String user) {
    return kit.gpg("--list-keys", "--with-colons", user)
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .findFirst()
        .orElseThrow()
        .split(":", -1)[9];
  }

  @Test
  void anExpiredKey() {
    kit.gpg(
        "--faked-system-time",
        "20200101T000000!",
        "--quick-generate-key",
        "Old <old@acme.example>",
        "ed25519",
        "sign",
        "1y");
    String keys = kit.gpg("--armor", "--export", "old@acme.example");
    Path program = script("exec gpg --faked-system-time 20200601T000000! \"$@\"");
    repository.signsWithGpg("old@acme.example");
    repository.git("config", "gpg.program", program.toString());
    repository.commit(Map.of(), "-S");

    assertThat(check("main", openPgp(keys)).problem()).contains("has expired on 2020-12-31");
  }

  @Test
  void aRevokedOpenPgpKey() throws IOException {
    generate("Lost <lost@acme.example>", "0");
    String key = fingerprint("lost@acme.example");
    repository.signsWithGpg(key);
    repository.commit(Map.of(), "-S");
    assertThat(check("main", openPgp(kit.gpg("--armor", "--export", key))).signature()).isPresent();

    Path revocation = kit.home().resolve("gnupg/openpgp-revocs.d/" + key + ".rev");
    Path mine =
        Files.writeString(
            folder.resolve("rev"), Files.readString(revocation).replace(":-----", "-----"));
    kit.gpg("--import", mine.toString());

    assertThat(check("main", openPgp(kit.gpg("--armor", "--export", key))).problem())
        .contains("was revoked");
  }

  @Test
  void aSignatureWithSha1() {
    Path program = script("exec gpg --digest-algo SHA1 --allow-weak-digest-algos \"$@\"");
    kit.gpg("--quick-generate-key", "Rsa <rsa@acme.example>", "rsa2048", "sign", "0");
    repository.signsWithGpg("rsa@acme.example");
    repository.git("config", "gpg.program", program.toString());
    repository.commit(Map.of(), "-S");

    assertThat(check("main", openPgp(kit.gpg("--armor", "--export", "rsa@acme.example"))).problem())
        .contains("it is made with SHA-1");
  }

  @Test
  void keysThatAreNone() {
    repository.commit(Map.of(), "-S");
    assertThatThrownBy(() -> check("main", ssh("nonsense")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("line 1 of the SSH keys that a policy trusts is not a signer");
    repository.signsWithGpg("ada@acme.example");
    repository.commit(Map.of(), "-S");
    assertThatThrownBy(() -> check("main", openPgp("nonsense")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the OpenPGP keys that a policy trusts cannot be read");
  }

  @Test
  void aTagOverHttpIsFetchedWithoutItsHistory() throws IOException {
    repository.commit(Map.of());
    String second = repository.commit(Map.of());
    repository.git("tag", "-s", "-m", "Release", "v1");
    Path served = Files.createDirectories(folder.resolve("served"));
    repository.git("clone", "-q", "--bare", ".", served.resolve("t.git").toString());
    try (GitHttpServer server = GitHttpServer.start(served);
        TemplateSnapshot snapshot =
            new GitTemplateSource(
                    server.url("t.git"),
                    Optional.of("v1"),
                    folder.resolve("c"),
                    GitAccess.standard())
                .open()) {
      SignedState state = snapshot.signed().orElseThrow();

      assertThat(state.commit().id()).isEqualTo(second);
      assertThat(state.tags()).hasSize(1);
      assertThat(new TrustedSignatures().check(state, company("")).signature()).isPresent();
    }
  }

  private Path script(String line) {
    try {
      Path file = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + line + "\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

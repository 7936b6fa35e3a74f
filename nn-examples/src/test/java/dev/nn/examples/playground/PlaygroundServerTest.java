package dev.nn.examples.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.json.JsonMembers;
import dev.nn.kernel.ScalarDenseKernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a browser meets it, and as others do who shouldn't. */
class PlaygroundServerTest {
    private PlaygroundServer server;

    @BeforeEach
    void start() throws IOException {
        server = new PlaygroundServer(0, new ScalarDenseKernels());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A request as it is on the wire, with headers that clients won't send; its status line. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    private String token() {
        String address = server.address();
        return address.substring(address.length() - 33, address.length() - 1);
    }

    @Test
    void thePageAndAllItsPartsAreThereAndNothingElse() throws Exception {
        HttpResponse<String> page = PlaygroundPage.get(server.address(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>nn playground</title>").doesNotContain("http://", "https://");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
        List<String> files = new ArrayList<>(Page.SCRIPTS);
        files.addAll(List.of("style.css", "icon.svg", "options.json"));
        for (String file : files) {
            HttpResponse<String> part =
                    PlaygroundPage.get(server.address() + file, HttpResponse.BodyHandlers.ofString());
            assertThat(part.statusCode()).as(file).isEqualTo(200);
            assertThat(part.body()).isNotEmpty();
        }
        for (String other :
                List.of("PageOptions.class", "../Main.class", "nothing.js", "sessions/x/frames", "sessions")) {
            assertThat(PlaygroundPage.get(server.address() + other, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .as(other)
                    .isEqualTo(404);
        }
    }

    /** A name that an attacker has pointed at this machine, another site's script, a guess at the token. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, none, TOKEN, 200",
        "localhost, none, TOKEN, 200",
        "evil.example, none, TOKEN, 403",
        "127.0.0.1.evil.example, none, TOKEN, 403",
        "127.0.0.1, http://evil.example, TOKEN, 403",
        "127.0.0.1, null, TOKEN, 403",
        "127.0.0.1, none, 00000000000000000000000000000000, 403",
    })
    void hostOriginAndTokenAreChecked(String host, String origin, String token, int status) throws IOException {
        String path = "/" + token.replace("TOKEN", token()) + "/";
        String answer = raw("GET %s HTTP/1.1\nHost: %s:%d\n%sConnection: close\n\n"
                .formatted(path, host, server.port(), origin.equals("none") ? "" : "Origin: " + origin + "\n"));
        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aHostWithAnotherPortIsRefused() throws IOException {
        assertThat(raw("GET /%s/ HTTP/1.1\nHost: 127.0.0.1:1\nConnection: close\n\n".formatted(token())))
                .startsWith("HTTP/1.1 403");
    }

    /** What a form of another site can send: no JSON, no origin of ours. */
    @Test
    void aFormOfAnotherSiteStartsNothing() throws Exception {
        String form = "POST /%s/sessions HTTP/1.1\nHost: 127.0.0.1:%d\n%sContent-Type: %s\nContent-Length: 0\n\n";
        String own = "Origin: http://127.0.0.1:%d\n".formatted(server.port());
        assertThat(raw(form.formatted(token(), server.port(), own, "text/plain")))
                .startsWith("HTTP/1.1 415");
        assertThat(raw(form.formatted(token(), server.port(), "", "application/json")))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(form.formatted(token(), server.port(), "Origin: http://a.example\n", "application/json")))
                .startsWith("HTTP/1.1 403");
        assertThat(server.sessions()).isZero();
        assertThat(PlaygroundPage.post(
                                server.address() + "sessions",
                                "x".repeat(1 << 17),
                                PlaygroundPage.origin(server.address()))
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "play",
                "[]",
                "{}",
                "{\"do\":\"jump\"}",
                "{\"do\":\"play\",\"fast\":true}",
                "{\"do\":\"speed\",\"speed\":\"0\"}",
                "{\"do\":\"speed\",\"speed\":\"fast\"}",
                "{\"do\":\"weight\",\"layer\":9,\"from\":0,\"to\":0,\"value\":1}",
                "{\"do\":\"weight\",\"layer\":0,\"from\":0,\"to\":4,\"value\":1}",
                "{\"do\":\"weight\",\"layer\":0,\"from\":2,\"to\":0,\"value\":1}",
                "{\"do\":\"weight\",\"layer\":0,\"from\":0,\"to\":0,\"value\":1e9}",
                "{\"do\":\"weight\",\"layer\":0,\"from\":0,\"to\":0}",
                "{\"do\":\"show\",\"unit\":7}",
                "{\"do\":\"show\",\"unit\":-1}",
                "{\"do\":\"points\"}",
                "{\"do\":\"points\",\"seed\":-1}",
                "{\"do\":\"points\",\"seed\":1.5}",
                "{\"do\":\"configure\",\"settings\":\"dataseed=x\"}",
                "{\"do\":\"configure\",\"settings\":\"data=moons\"}",
                "{\"do\":\"configure\",\"settings\":\"colour=red\"}",
                "{\"do\":\"configure\",\"settings\":\"layers=9\"}",
                "{\"do\":\"configure\",\"settings\":\"layers=1,1,1,1,1,1,1\"}",
                "{\"do\":\"configure\",\"settings\":\"rate=-1\"}",
                "{\"do\":\"configure\",\"settings\":\"rate=NaN\"}",
                "{\"do\":\"configure\",\"settings\":\"x=\"}",
                "{\"do\":\"configure\",\"settings\":\"x=x1,x1\"}",
                "{\"do\":\"configure\",\"settings\":\"noise=51\"}",
                "{\"do\":\"configure\",\"settings\":\"batch=-1\"}",
                "{\"do\":\"configure\",\"settings\":\"data=own\"}",
                "{\"do\":\"configure\",\"settings\":\"data=own&points=!\"}",
                "{\"do\":\"configure\",\"settings\":\"data=own&points=AAAC\"}",
                "{\"do\":\"configure\",\"settings\":\"seed=1&seed=2\"}",
                "{\"do\":\"configure\",\"settings\":\"activation=cubic\"}",
                "{\"do\":\"configure\",\"settings\":\"optimizer=lbfgs\"}",
            })
    void aBadCommandIsAnsweredInOneLineAndChangesNothing(String command) throws Exception {
        try (PlaygroundPage page = new PlaygroundPage(server, "seed=7")) {
            page.send("{\"do\":\"step\"}");
            JsonMembers before = page.afterStep(1);
            HttpResponse<String> answer = page.send(command);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).hasLineCount(1).isNotBlank();
            page.send("{\"do\":\"pause\"}");
            JsonMembers after = page.frame(frame -> number(frame) > number(before));
            assertThat(PlaygroundPage.step(after)).isEqualTo(1);
            assertThat(after.string("weights")).isEqualTo(before.string("weights"));
            assertThat(after.integer("shown", 0, 100)).isEqualTo(before.integer("shown", 0, 100));
            assertThat(page.setup().string("settings")).contains("&seed=7&");
        }
    }

    private static long number(JsonMembers frame) {
        return frame.integer("number", 0, Long.MAX_VALUE);
    }

    @Test
    void aBadStartIsAnsweredInOneLine() throws Exception {
        HttpResponse<String> answer = PlaygroundPage.post(
                server.address() + "sessions", "data=moons", PlaygroundPage.origin(server.address()));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(
                        "data: expected one of circle, xor, gauss, spiral, animals, own, plane, bumps, found 'moons'\n");
        assertThat(server.sessions()).isZero();
    }

    @Test
    void aStepIsOneBatch() throws Exception {
        try (PlaygroundPage page = new PlaygroundPage(server, "batch=10&train=50")) {
            for (int step = 1; step <= 26; step++) {
                page.send("{\"do\":\"step\"}");
                JsonMembers frame = page.afterStep(step);
                assertThat(PlaygroundPage.step(frame)).isEqualTo(step);
                assertThat(frame.integer("epoch", 1, 9)).isEqualTo(step <= 25 ? 1 : 2);
                assertThat(frame.truth("running")).isFalse();
            }
        }
    }

    @Test
    void anEditedWeightIsInTheNextFrameAndInThePicture() throws Exception {
        try (PlaygroundPage page = new PlaygroundPage(server, "")) {
            JsonMembers before = page.frame();
            page.send("{\"do\":\"weight\",\"layer\":2,\"from\":-1,\"to\":0,\"value\":-3}");
            JsonMembers after = page.frame(frame -> number(frame) > number(before));
            assertThat(after.string("picture")).isNotEqualTo(before.string("picture"));
            assertThat(after.string("units")).isEqualTo(before.string("units"));
        }
    }

    /** A network that has learnt is asked about points that it has never seen; back at the start it learns those. */
    @Test
    void newPointsKeepTheNetworkUntilItIsReset() throws Exception {
        try (PlaygroundPage page = new PlaygroundPage(server, "data=gauss&noise=20&rate=0.1&dropout=0.2")) {
            for (int i = 0; i < 60; i++) page.send("{\"do\":\"step\"}");
            JsonMembers learnt = page.afterStep(60);
            String points = page.setup().string("xy");
            page.send("{\"do\":\"points\",\"seed\":5}");
            JsonMembers asked = page.frame(frame -> PlaygroundPage.step(frame) == 0);
            assertThat(page.setup().string("xy")).isNotEqualTo(points);
            assertThat(page.setup().string("settings")).contains("&seed=1&dataseed=5&");
            assertThat(asked.string("weights")).isEqualTo(learnt.string("weights"));
            assertThat(asked.number("trainLoss")).isNotEqualTo(learnt.number("trainLoss"));
            page.send("{\"do\":\"step\"}");
            assertThat(page.afterStep(1).string("weights")).isNotEqualTo(learnt.string("weights"));
            page.send("{\"do\":\"reset\"}");
            JsonMembers reset = page.frame(frame -> PlaygroundPage.step(frame) == 0);
            try (PlaygroundPage fresh =
                    new PlaygroundPage(server, "data=gauss&noise=20&rate=0.1&dropout=0.2&dataseed=5")) {
                JsonMembers start = fresh.frame();
                assertThat(reset.string("weights")).isEqualTo(start.string("weights"));
                assertThat(reset.number("testLoss")).isEqualTo(start.number("testLoss"));
            }
        }
    }

    /** The same settings give the same curve, bit for bit, also when a session begins again. */
    @Test
    void sameSettingsSameCurve() throws Exception {
        String settings = "data=spiral&layers=5,3&dropout=0.1&optimizer=adam&penalty=l1&lambda=0.001&seed=12";
        List<String> curves = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (PlaygroundPage page = new PlaygroundPage(server, settings)) {
                for (int i = 0; i < 40; i++) page.send("{\"do\":\"step\"}");
                curves.add(curve(page.afterStep(40)));
                page.send("{\"do\":\"reset\"}");
                for (int i = 0; i < 40; i++) page.send("{\"do\":\"step\"}");
                JsonMembers reset = page.frame(frame -> PlaygroundPage.step(frame) == 0);
                assertThat(PlaygroundPage.step(reset)).isZero();
                curves.add(curve(page.afterStep(40)));
            }
        }
        assertThat(curves).containsOnly(curves.getFirst());
        try (PlaygroundPage page = new PlaygroundPage(server, settings.replace("seed=12", "seed=13"))) {
            for (int i = 0; i < 40; i++) page.send("{\"do\":\"step\"}");
            assertThat(curve(page.afterStep(40))).isNotEqualTo(curves.getFirst());
        }
    }

    private static String curve(JsonMembers frame) {
        return frame.string("trainCurve") + " " + frame.string("testCurve") + " " + frame.string("weights");
    }

    @Test
    void twoPagesAreIndependent() throws Exception {
        try (PlaygroundPage one = new PlaygroundPage(server, "data=xor");
                PlaygroundPage other = new PlaygroundPage(server, "data=spiral")) {
            one.send("{\"do\":\"play\"}");
            one.afterStep(100);
            other.send("{\"do\":\"step\"}");
            assertThat(PlaygroundPage.step(other.afterStep(1))).isEqualTo(1);
            assertThat(one.setup().string("settings")).contains("data=xor");
            assertThat(other.setup().string("settings")).contains("data=spiral");
        }
    }

    /** Whoever looks again after a while gets the present, and not what he has missed. */
    @Test
    void slowPagesMissFramesAndGetTheNewest() throws Exception {
        try (Session session = new Session(SettingsText.parse(""), new ScalarDenseKernels())) {
            Frame first = Objects.requireNonNull(session.await(0, 1000));
            assertThat(first.number()).isEqualTo(1);
            for (int i = 0; i < 50; i++) session.execute(new PlayCommand.Step());
            Frame next = Objects.requireNonNull(session.await(first.number(), 1000));
            assertThat(next.number()).isEqualTo(51);
            assertThat(next.step()).isEqualTo(50);
            assertThat(session.await(next.number(), 100)).isNull();
        }
    }

    /** Five seconds after the page has gone training stands still. */
    @Test
    void closingTheStreamPausesTheTraining() throws Exception {
        PlaygroundPage page = new PlaygroundPage(server, "");
        page.send("{\"do\":\"play\"}");
        page.afterStep(10);
        page.close();
        Thread training = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("nn-playground"))
                .findFirst()
                .orElseThrow();
        Thread.sleep(6500);
        assertThat(training.getState()).isEqualTo(Thread.State.WAITING);
        assertThat(server.sessions()).isEqualTo(1);
    }

    @Test
    void theNinthSessionEndsTheOldestThatNobodyListensTo() throws Exception {
        List<PlaygroundPage> pages = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) pages.add(new PlaygroundPage(server, "layers="));
            HttpResponse<String> ninth =
                    PlaygroundPage.post(server.address() + "sessions", "", PlaygroundPage.origin(server.address()));
            assertThat(ninth.statusCode()).isEqualTo(503);
            assertThat(ninth.body()).isEqualTo("8 playgrounds are open: close the tab of one\n");
            pages.get(3).close();
            Thread.sleep(1500);
            try (PlaygroundPage another = new PlaygroundPage(server, "")) {
                assertThat(PlaygroundPage.step(another.frame())).isZero();
            }
            assertThat(server.sessions()).isEqualTo(8);
            assertThat(pages.get(3).send("{\"do\":\"step\"}").statusCode()).isEqualTo(404);
            assertThat(pages.get(0).send("{\"do\":\"step\"}").statusCode()).isEqualTo(200);
        } finally {
            for (PlaygroundPage page : pages) page.close();
        }
    }

    @Test
    void aHundredRapidCommandsAreAllAnswered() throws Exception {
        try (PlaygroundPage page = new PlaygroundPage(server, "")) {
            page.send("{\"do\":\"play\"}");
            for (int i = 0; i < 100; i++) {
                String settings = String.format(Locale.ROOT, "layers=%d&rate=0.0%d", 1 + i % 8, 1 + i % 9);
                assertThat(page.send("{\"do\":\"configure\",\"settings\":\"" + settings + "\"}")
                                .statusCode())
                        .isEqualTo(200);
            }
            page.afterStep(1);
            assertThat(page.frame(frame -> page.setup().string("settings").contains("layers=4")))
                    .isNotNull();
        }
    }

    /** The loss that the page of TensorFlow's playground reaches on its default network, and the time that it may take. */
    @Test
    void theCircleIsLearntWithinSeconds() throws Exception {
        try (PlaygroundPage page = new PlaygroundPage(server, "data=circle")) {
            page.send("{\"do\":\"play\"}");
            JsonMembers frame = page.afterStep(6000);
            assertThat(frame.number("testLoss")).isLessThan(0.1);
            assertThat(frame.number("testAccuracy")).isGreaterThan(0.97);
        }
    }

    @Test
    void aTrainingThatDivergesSaysSoAndStops() throws Exception {
        try (PlaygroundPage page = new PlaygroundPage(server, "data=plane&rate=10&layers=8,8&activation=relu&x=x1sq")) {
            page.send("{\"do\":\"play\"}");
            JsonMembers frame = page.frame(each -> each.keys().contains("error") && isText(each));
            assertThat(frame.string("error")).contains("training");
            assertThat(frame.truth("running")).isFalse();
            page.send("{\"do\":\"reset\"}");
            assertThat(isText(page.frame(each -> PlaygroundPage.step(each) == 0)))
                    .isFalse();
        }
    }

    private static boolean isText(JsonMembers frame) {
        try {
            return !frame.string("error").isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

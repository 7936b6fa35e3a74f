// The same program as pom.xml beside it, with Gradle: "gradle run". Not run by a test: Gradle isn't on Maven Central.
plugins {
    application
    kotlin("jvm") version "2.3.0"
}

repositories {
    mavenLocal() // where "mvn install" has put nn
    mavenCentral()
}

dependencies {
    implementation(platform("dev.nn:nn-bom:0.1.0-SNAPSHOT"))
    implementation("dev.nn:nn-core")
    runtimeOnly("dev.nn:nn-simd")
}

kotlin { jvmToolchain(25) }

application {
    mainClass = "org.example.PredictKt"
    applicationDefaultJvmArgs = listOf("--add-modules=jdk.incubator.vector")
}

tasks.withType<Test> { jvmArgs("--add-modules=jdk.incubator.vector") }

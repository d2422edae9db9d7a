// The one file whose name never changes; everything else has its hash in its name, so that a
// browser never mixes the parts of two versions.
void import("./begin").then(({ begin }) => begin());

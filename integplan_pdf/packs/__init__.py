"""Form packs: one package per official form that has a typed plan or rules of its own."""
